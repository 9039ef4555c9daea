import type { Environment } from 'vitest/runtime';

/** Node, but with modules compiled as for a browser, so that Svelte's effects run in tests. */
const environment: Environment = {
  name: 'client',
  viteEnvironment: 'client',
  setup: () => ({ teardown: () => {} }),
};

export default environment;
