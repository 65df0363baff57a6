// QR codes of this page's links, as pictures. The engine makes them.

const svgNamespace = 'http://www.w3.org/2000/svg';

/** Whether other devices could open this page's address. */
export const canBeScanned = ['http:', 'https:'].includes(location.protocol);

/**
 * Dark modules on white with the quiet zone, whatever the theme: cameras expect that.
 * @param {{size: number, path: string}} code
 * @param {string} label
 */
export function qrPicture({ size, path }, label) {
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  svg.setAttribute('class', 'qr-code');
  svg.setAttribute('shape-rendering', 'crispEdges');
  const ground = document.createElementNS(svgNamespace, 'path');
  ground.setAttribute('d', `M0 0h${size}v${size}h-${size}z`);
  ground.setAttribute('class', 'qr-ground');
  const modules = document.createElementNS(svgNamespace, 'path');
  modules.setAttribute('d', path);
  modules.setAttribute('class', 'qr-modules');
  svg.append(ground, modules);
  return svg;
}
