// The particle after a number, by how a Korean reads the number: the rules of src/text/korean.cpp,
// tested with the same table (tests/reference/korean_particles.json).

const digits = ['consonant', 'rieul', 'vowel', 'consonant', 'vowel', 'vowel', 'consonant', 'rieul', 'rieul', 'vowel'];
const pairs = [['으로', '로'], ['이나', '나'], ['은', '는'], ['이', '가'], ['을', '를'], ['과', '와']];

/** @param {string} text a number that ends in a digit */
function endingOfNumber(text) {
  const [number] = /** @type {RegExpExecArray} */ (/[\d.,]+$/.exec(text));
  const before = text.slice(0, text.length - number.length);
  // 1/36 is read 36분의 1, 1/√2 루트 2분의 1; 0.5/20 is a division.
  const numerator = /(?<![.\d,])[\d,]*\d(?=\/√?$)/.exec(before);
  if (numerator) return endingOfNumber(numerator[0]);
  if (!number.includes('.')) {
    const [end] = /** @type {RegExpExecArray} */ (/[0,]*$/.exec(number));
    const zeros = end.replaceAll(',', '').length;
    // 만, 억, 조, 경, 해: of the words for powers of 10⁴, 조 and 해 end in a vowel.
    if ([3, 5].includes(Math.floor(zeros / 4))) return 'vowel';
  }
  return digits[Number(number.at(-1))];
}

/**
 * How a word or number ends when it is read aloud: 'vowel', 'rieul', 'consonant', or null.
 * @param {string} text
 * @returns {string | null}
 */
export function koreanEnding(text) {
  const read = text.replace(/\([^(]*\)$/, '').replace(/ +$/, '');
  if (/(%|Inf|∞)$/.test(read)) return 'vowel';
  if (/NaN$/.test(read)) return 'consonant';
  if (/\d$/.test(read)) return endingOfNumber(read);
  if (/[½⅓¼]$/.test(read)) return 'rieul';
  if (/[⁰¹²³⁴⁵⁶⁷⁸⁹]$/.test(read)) return 'consonant'; // 제곱
  const last = (read.codePointAt(read.length - 1) ?? NaN) - 0xac00; // NaN: of no word at all
  if (!(last >= 0 && last <= 0xd7a3 - 0xac00)) return null;
  return /** @type {Record<number, string>} */ ({ 0: 'vowel', 8: 'rieul' })[last % 28] ?? 'consonant';
}

const particle = new RegExp(`^(${pairs.flat().join('|')})(?=(?:(?:는|도|만|서|의|부터)?(?![가-힣])))`);

/**
 * `after`, which follows `before`, with the particle it begins with put right.
 * @param {string} before
 * @param {string} after
 */
export function withParticle(before, after) {
  const found = particle.exec(after);
  const ending = koreanEnding(before);
  if (!found || !ending) return after;
  const [closed, open] = /** @type {string[]} */ (pairs.find((pair) => pair.includes(found[1])));
  const takesClosed = ending === 'consonant' || (ending === 'rieul' && open !== '로');
  return (takesClosed ? closed : open) + after.slice(found[1].length);
}

/**
 * `after`, which follows a measured number and perhaps " %" or the end of its formula.
 * @param {string} number
 * @param {string} after
 */
export function withMeasuredParticle(number, after) {
  const [unit] = /** @type {RegExpExecArray} */ (/^(?: ?%)?/.exec(after));
  return unit + withParticle(number + unit, after.slice(unit.length));
}
