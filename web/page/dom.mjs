// What the page's scripts do with its elements.

/**
 * An element that index.html has.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function find(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}

/**
 * The same where more than an HTMLElement is asked of it.
 * @template {typeof HTMLElement} Kind
 * @param {Kind} kind
 * @param {string} id
 * @returns {InstanceType<Kind>}
 */
export function findA(kind, id) {
  const element = find(id);
  if (!(element instanceof kind)) throw new Error(`#${id} is no ${kind.name}`);
  return /** @type {InstanceType<Kind>} */ (element);
}

/**
 * A new element with properties and children.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} [properties]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function made(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/**
 * A button that does something.
 * @param {Partial<HTMLButtonElement>} properties
 * @param {() => void} run
 * @param {...(Node | string)} children
 */
export function madeButton(properties, run, ...children) {
  const button = made('button', { type: 'button', ...properties }, ...children);
  button.addEventListener('click', run);
  return button;
}

/**
 * A drawing of paths, each with its attributes.
 * @param {Record<string, string>} attributes
 * @param {...Record<string, string>} paths
 */
export function drawing(attributes, ...paths) {
  const element = (/** @type {'svg' | 'path'} */ tag, /** @type {Record<string, string>} */ given) => {
    const one = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(given)) one.setAttribute(name, value);
    return one;
  };
  const svg = element('svg', attributes);
  svg.append(...paths.map((path) => element('path', path)));
  return svg;
}

/**
 * A small mark beside words that say the same.
 * @param {string} d its path in a square of 16
 */
export function icon(d, className = '') {
  return drawing({ viewBox: '0 0 16 16', 'aria-hidden': 'true', class: className }, { d });
}
