import { defineConfig } from '@playwright/test';
import config from './playwright.config.ts';

// npm run speed: how fast the pages are, held to their bars. The figures mean something only on a
// machine that does nothing else.
export default defineConfig({ ...config, testMatch: 'speed.ts', timeout: 300_000, reporter: 'list' });
