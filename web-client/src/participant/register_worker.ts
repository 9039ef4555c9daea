/** Over https the page can be opened again while the server is out of reach. Elsewhere nothing
 *  depends on it. */
export function registerWorker(): void {
  if (location.protocol !== 'https:' || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker
    .register('/sw.js')
    .then(() => navigator.serviceWorker.ready)
    .then((registration) => registration.active?.postMessage(location.href.replace(/#.*$/, '')))
    .catch(() => undefined);
}
