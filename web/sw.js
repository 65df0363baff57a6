// Keeps the site for times without a network. All files of one version are fetched together, each
// checked by its hash, and a page is given files of one version only: a newer worker waits until no
// page of the older one is open.
const version = '{{version}}';
/** @type {Record<string, string>} */
const files = {}; // {name: integrity}, filled in by the build
const cacheName = `initlab-${version}`;
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

const addressOf = (/** @type {string} */ name) => new URL(name, worker.registration.scope).href;

const install = async () => {
  const cache = await caches.open(cacheName);
  const requests = Object.entries(files).map(
    ([name, integrity]) => new Request(addressOf(name), { integrity, cache: 'no-cache' }),
  );
  await cache.addAll(requests); // all of them or none
};

const forgetOlder = async () => {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith('initlab-') && name !== cacheName);
  await Promise.all(older.map((name) => caches.delete(name)));
};

/** What is kept; else what the network gives, kept from then on (lessons, their pictures). @param {Request} request */
const answer = async (request) => {
  const cache = await caches.open(cacheName);
  const { origin, pathname } = new URL(request.url);
  const address = `${origin}${pathname.replace(/\/$/, '/index.html')}`;
  const kept = await cache.match(address);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok && response.type === 'basic') await cache.put(address, response.clone());
  return response;
};

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(forgetOlder()));
worker.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(worker.registration.scope)) event.respondWith(answer(event.request));
});
