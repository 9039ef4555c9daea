import { onDestroy } from 'svelte';

/** The server's time while a component is on the screen, often enough for a countdown in seconds. */
export function ticking(serverNow: () => number): { readonly now: number } {
  let now = $state(serverNow());
  const timer = setInterval(() => (now = serverNow()), 250);
  onDestroy(() => clearInterval(timer));
  return {
    get now() {
      return now;
    },
  };
}
