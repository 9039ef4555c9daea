import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// What every face shares. tools/build.mjs adds the entry of one face and runs this once per face;
// vitest and the gallery use it as it stands.
export default defineConfig({
  plugins: [svelte({ configFile: here('./svelte.config.js') })],
  resolve: {
    alias: { '@protocol': here('../protocol/generated/ts') },
    conditions: ['browser', 'module', 'import', 'default'],
  },
  server: { fs: { allow: [here('..')] } },
  build: {
    target: 'es2019',
    cssTarget: ['chrome73', 'safari12'],
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  test: {
    // Else node picks Svelte's build for servers, where nothing reacts.
    server: { deps: { inline: [/svelte/] } },
    projects: [
      {
        extends: true,
        test: {
          name: 'plain',
          include: ['src/**/*.test.ts', 'tools/**/*.test.ts'],
          exclude: ['**/*.svelte.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'reactive',
          include: ['src/**/*.svelte.test.ts'],
          environment: './tools/client_environment.ts',
        },
      },
    ],
  },
});
