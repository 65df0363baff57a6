// The marks of the kept runs: a shape first, a colour second, as on the canvas (src/ui/pins.h).
import { icon } from './dom.mjs';

const shapes = ['M8 2l6 6-6 6-6-6z', 'M3 3h10v10H3z', 'M8 2.5l6 11H2z', 'M3 3l10 10M13 3L3 13'];

/** @param {number} slot */
export function pinMark(slot) {
  return icon(shapes[slot], `pin-mark pin-mark-${slot + 1}`);
}
