/**
 * A script with what only the build knows in place of an empty object.
 * @param {string} script
 * @param {string} declaration such as `const files`
 * @param {object} value
 */
export function fillIn(script, declaration, value) {
  const place = `${declaration} = {};`;
  if (!script.includes(place)) throw new Error(`a script has no place for '${declaration}'`);
  return script.replace(place, () => `${declaration} = ${JSON.stringify(value)};`);
}
