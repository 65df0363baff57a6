/**
 * Copies a text; false where the browser does not let this page, a frame perhaps, do it.
 * @param {string} text
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
