// A small picture of an experiment for pages that do not run it: what a lab follows from layer to
// layer, or from step to step, as an SVG of a few kilobytes.
import { parseQuery } from './values.mjs';

const frame = { width: 760, height: 290, left: 84, right: 24, top: 42, bottom: 60 };

const style = `
text{font:15px system-ui,sans-serif;fill:#5a636b}
.g{stroke:#d9dcd8}.a{stroke:#8a9299}
.m{fill:#0b57a6;stroke:#fbfbf8;stroke-width:1.5}.ml{fill:none;stroke:#0b57a6;stroke-width:2}
.km,.kml{fill:#0b57a6;font-weight:600}.ko{fill:#8a4b9b;font-weight:600}.kt{fill:#434b53}
.t{fill:none;stroke:#5b636b;stroke-width:2}.o{fill:none;stroke:#8a4b9b;stroke-width:2;stroke-dasharray:6 4}
@media(prefers-color-scheme:dark){text{fill:#98a2ab}.g{stroke:#30373e}.a{stroke:#66717b}
.m{fill:#67b7ff;stroke:#12161a}.ml{stroke:#67b7ff}.km,.kml{fill:#67b7ff}.ko{fill:#d3a0e6}.kt{fill:#bec6cd}.t{stroke:#b3bbc3}.o{stroke:#d3a0e6}}
@media(max-width:520px){text{font-size:24px}.minor{display:none}}`;

const column = (rows, ...keys) =>
  rows.map((row) => keys.reduce((value, key) => value?.[key], row)).map((y) => (typeof y === 'number' ? y : NaN));

const layerSeries = (key) => (result) => {
  const rows = [...(key === 'std' ? [result.input] : []), ...result.layers];
  const first = key === 'std' ? 0 : 1;
  return {
    quantity: key,
    alt: 'poster',
    axis: 'layer',
    x: rows.map((_, i) => first + i),
    marks: true,
    lines: [
      { look: 't', name: 'theory', y: column(rows, 'theory', key) },
      { look: 'm', name: 'measured', y: column(rows, key) },
    ],
  };
};

/** What each lab's picture shows; y values are positive and drawn on a log axis unless `linear`. */
const pictures = {
  forward: layerSeries('std'),
  backward: layerSeries('grad_rms'),
  'matrix-product': ({ steps }) => ({
    quantity: 'norm',
    alt: 'poster_steps',
    axis: 'factor',
    x: steps.map((_, i) => i),
    lines: [
      { look: 't', name: 'theory', y: column(steps, 'mean').map((y) => 10 ** y) },
      { look: 'ml', name: 'measured', y: column(steps, 'log10_norm').map((y) => 10 ** y) },
    ],
  }),
  'log-domain': ({ steps, product_log10: product, log_sum_log10: sum }) => ({
    quantity: 'product_size',
    alt: 'poster_steps',
    axis: 'factor',
    x: steps,
    lines: [
      { look: 't', name: 'log_sum', y: sum.map((y) => (y === null ? NaN : 10 ** Math.max(y, -300))) },
      { look: 'ml', name: 'product', y: product.map((y) => (typeof y === 'number' ? 10 ** y : NaN)) },
    ],
  }),
  symmetry: ({ steps }) => ({
    quantity: 'loss',
    alt: 'poster_steps',
    axis: 'step',
    linear: true,
    x: column(steps, 'step'),
    lines: [
      { look: 'o', name: 'random_twin', y: column(steps, 'twin_loss') },
      { look: 'ml', name: 'measured', y: column(steps, 'loss') },
    ],
  }),
  activation: ({ z, curves }) => ({
    quantity: 'derivative',
    alt: 'poster_curve',
    axis: 'z',
    linear: true,
    x: z,
    lines: [
      { look: 't', name: 'φ', y: curves[0].phi },
      { look: 'ml', name: 'φ′', y: curves[0].derivative },
    ],
  }),
  notes: ({ experiments }) => layerSeries('std')(experiments[0]),
};

/** Powers of ten; within two decades 1, 2 and 5 of each. As logarithms. */
function logTicks(lo, hi) {
  if (hi - lo <= 2.2 && lo > -2.5 && hi < 2.5) {
    return [-3, -2, -1, 0, 1, 2].flatMap((e) => [1, 2, 5].map((m) => Math.log10(m) + e)).filter((y) => y >= lo && y <= hi);
  }
  const step = [1, 2, 5, 10, 20, 50, 100].find((size) => (hi - lo) / size <= 6) ?? 200;
  const ticks = [];
  for (let e = Math.ceil(lo / step) * step; e <= hi; e += step) ticks.push(e);
  return ticks;
}

function linearTicks(lo, hi, most) {
  const step = [0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500].find((size) => (hi - lo) / size <= most) ?? hi - lo;
  const ticks = [];
  for (let k = Math.ceil(lo / step - 1e-9); k * step <= hi + 1e-9; k += 1) ticks.push(k * step);
  return ticks;
}

const raised = (exponent) => [...String(exponent)].map((c) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(c)]).join('');

function logLabel(exponent) {
  if (exponent > -2.5 && exponent < 2) return String(Number((10 ** exponent).toPrecision(1)));
  return `10${raised(Math.round(exponent))}`;
}

/** Drawing numbers have one decimal. */
const px = (value) => String(Math.round(value * 10) / 10);

function vertical(lines, linear) {
  const all = lines.flatMap(({ y }) => y).filter((y) => Number.isFinite(y) && (linear || y > 0));
  const map = linear ? (y) => y : Math.log10;
  let lo = Math.min(...all.map(map));
  let hi = Math.max(...all.map(map));
  if (linear) lo = Math.min(lo, 0);
  else if (hi - lo < 1) [lo, hi] = [Math.min((lo + hi - 1) / 2, hi - 0.8), Math.max((lo + hi + 1) / 2, lo + 0.8)];
  const margin = (hi - lo) * 0.05;
  hi += margin;
  if (!linear) lo -= margin;
  const inner = frame.height - frame.top - frame.bottom;
  const at = (mapped) => frame.top + inner * (1 - (mapped - lo) / (hi - lo));
  const ticks = linear
    ? linearTicks(lo, hi, 6).map((y) => [at(y), String(Number(y.toFixed(2)))])
    : logTicks(lo, hi).map((e) => [at(e), logLabel(e)]);
  return { place: (y) => at(map(y)), ticks };
}

const signs = { m: '●', ml: '━', t: '—', o: '╌' };

/** What is what, in the corner above the plot. Theory that is not there is not named. */
function drawKey(lines, words) {
  const shown = lines.filter(({ y }) => y.some(Number.isFinite));
  const names = shown.map(({ look, name }, i) => `<tspan class="k${look}"${i ? ' dx="16"' : ''}>${signs[look]} ${words(name)}</tspan>`);
  return `<text x="${frame.width - frame.right}" y="24" text-anchor="end">${names.join('')}</text>`;
}

function drawLine({ look, y }, x, place, across, marks) {
  const points = x.map((value, i) => [across(value), place(y[i])]).filter(([, v]) => Number.isFinite(v));
  if (look === 'm' && marks) {
    return points.map(([u, v]) => `<circle class="m" cx="${px(u)}" cy="${px(v)}" r="${points.length > 20 ? 3 : 5}"/>`).join('');
  }
  return `<polyline class="${look}" points="${points.map(([u, v]) => `${px(u)},${px(v)}`).join(' ')}"/>`;
}

function draw(picture, words) {
  const { x, lines, linear, marks } = picture;
  const { place, ticks } = vertical(lines, linear);
  const inner = frame.width - frame.left - frame.right;
  const across = (value) => frame.left + 8 + ((inner - 16) * (value - x[0])) / (x.at(-1) - x[0]);
  const floor = frame.height - frame.bottom;
  const grid = ticks.map(
    ([v, label]) =>
      `<line class="g" x1="${frame.left}" x2="${frame.width - frame.right}" y1="${px(v)}" y2="${px(v)}"/>` +
      `<text x="${frame.left - 10}" y="${px(v + 5)}" text-anchor="end">${label.replace('-', '−')}</text>`,
  );
  const labels = linearTicks(x[0], x.at(-1), 10).map(
    (value, i) =>
      `<text${i % 2 ? ' class="minor"' : ''} x="${px(across(value))}" y="${floor + 22}" text-anchor="middle">` +
      `${String(Math.round(value * 10) / 10).replace('-', '−')}</text>`,
  );
  const axis = `<line class="a" x1="${frame.left}" x2="${frame.left}" y1="${frame.top}" y2="${floor}"/><line class="a" x1="${frame.left}" x2="${frame.width - frame.right}" y1="${floor}" y2="${floor}"/>`;
  const name = `<text x="${frame.width - frame.right}" y="${floor + 50}" text-anchor="end">${words(picture.axis)}</text>`;
  return [...grid, axis, ...labels, name, drawKey(lines, words), ...lines.map((line) => drawLine(line, x, place, across, marks))].join('');
}

/** Which picture shows a result: {quantity, alt}, names of lessons/strings.json. */
export function describePoster(lab, result) {
  const { quantity, alt } = pictures[lab](result);
  return { quantity, alt };
}

export const posterSize = { width: frame.width, height: frame.height };

/**
 * The SVG of an experiment, `query` as "forward preset=small seed=7". engine: anything with
 * run(lab, params). words(name, lang) gives the axis' name.
 */
export async function poster(engine, query, { lang = 'en', words = (name) => name } = {}) {
  const [lab, params] = parseQuery(query);
  const picture = pictures[lab](await engine.run(lab, params));
  const size = `0 0 ${frame.width} ${frame.height}`;
  const body = draw(picture, (name) => words(name, lang));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${size}" width="${frame.width}" height="${frame.height}" lang="${lang}"><style>${style}</style>${body}</svg>\n`;
}
