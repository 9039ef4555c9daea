// Built by itself as /sw.js, for https only. The shell's files come from the cache, pages from the
// network while there is one, and everything else (the live socket, downloads) passes by untouched.

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Messaged extends Extendable {
  data: unknown;
}
interface Worker {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
  addEventListener(type: 'message', listener: (event: Messaged) => void): void;
}
declare const self: Worker;
/** Put in by the build: the files of the participant's shell, and a name that changes with them. */
declare const shellFiles: string[];
declare const shellName: string;

const pages = 'torg-pages';
const sections = /(<script type="application\/json" id="torg-sections">)[\s\S]*?(<\/script>)/;

/** The page as it was, without its sections: the last ones that the live socket brought are newer. */
async function keepPage(url: string, page: Response): Promise<void> {
  const html = (await page.text()).replace(sections, '$1{}$2');
  const headers = new Headers(page.headers);
  headers.delete('content-encoding');
  headers.delete('content-length');
  const cache = await caches.open(pages);
  await cache.put(url.replace(/[?#].*$/, ''), new Response(html, { headers }));
}

async function fromNetworkFirst(request: Request): Promise<Response> {
  try {
    const page = await fetch(request);
    if (page.ok) await keepPage(request.url, page.clone());
    return page;
  } catch (failure) {
    const kept = await caches.match(request.url.replace(/[?#].*$/, ''));
    if (kept) return kept;
    throw failure;
  }
}

async function fromCacheFirst(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(shellName)
      .then((cache) => cache.addAll(shellFiles))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== shellName && name !== pages).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (shellFiles.includes(url.pathname)) event.respondWith(fromCacheFirst(request));
  else if (request.mode === 'navigate') event.respondWith(fromNetworkFirst(request));
});

// The first visit came before this worker: the page asks to be kept.
self.addEventListener('message', (event) => {
  const url = event.data;
  if (typeof url !== 'string' || new URL(url).origin !== location.origin) return;
  event.waitUntil(fetch(url).then((page) => (page.ok ? keepPage(url, page) : undefined)));
});

export {};
