import type { Keep } from './storage';

/**
 * The secret that a link carries after its #. It is taken out of the address bar at once, so that
 * it neither stands on a mirrored screen nor is copied along, and kept for the next load.
 */
export function secretFromAddress(keep: Keep): string | undefined {
  const secret = location.hash.slice(1);
  if (/^[A-Za-z0-9_-]{22}$/.test(secret)) {
    history.replaceState(history.state, '', location.pathname + location.search);
    keep.set('secret', secret);
    return secret;
  }
  return keep.get<string>('secret');
}
