// Keeps the site for times without a network, where the browser lets it: not in a frame, which may
// have no storage, and not in the page that is one file.

const quiet = 1000; // ms after the engine's arrival: the page's own downloads come first

export async function keepForOffline() {
  if (window.top !== window || document.documentElement.dataset.offline) return;
  await new Promise((resolve) => setTimeout(resolve, quiet));
  try {
    await navigator.serviceWorker.register(new URL('sw.js', document.baseURI));
  } catch {
    // Without it everything works but for that.
  }
}
