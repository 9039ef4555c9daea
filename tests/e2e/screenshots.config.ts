import { defineConfig } from '@playwright/test';
import config from './playwright.config.ts';

// npm run screenshots: pictures of every face, to be looked at.
export default defineConfig({ ...config, testMatch: 'screenshots.ts', timeout: 600_000 });
