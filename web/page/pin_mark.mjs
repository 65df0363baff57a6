// The marks of the kept runs: a shape first, a colour second, as on the canvas (src/ui/pins.h).
const shapes = ['M8 2l6 6-6 6-6-6z', 'M3 3h10v10H3z', 'M8 2.5l6 11H2z', 'M3 3l10 10M13 3L3 13'];

/** @param {number} slot */
export function pinMark(slot) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('pin-mark', `pin-mark-${slot + 1}`);
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', shapes[slot]);
  svg.append(path);
  return svg;
}
