// The page's dialogs: each is in index.html, filled by its own module, and closed by its button.
import { findA } from './dom.mjs';

/** Asked for again while it is open, it stays. @param {string} id */
export function openDialog(id) {
  const dialog = findA(HTMLDialogElement, id);
  const button = /** @type {HTMLElement} */ (dialog.querySelector('.dialog-close'));
  button.onclick = () => dialog.close();
  if (!dialog.open) dialog.showModal();
}
