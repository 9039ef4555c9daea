import { expect, type BrowserContext, type Page } from '@playwright/test';

/** Faults that pages tell only the console: uncaught errors, refusals by the content policy, files
 *  that are missing. */
export class Watch {
  private readonly problems: string[] = [];
  private readonly expected: string[] = [];

  /** A page that is meant to be missing: the browser tells of it by its address. */
  missing(address: string): void {
    this.expected.push(`status of 404 (Not Found) (${address})`);
  }

  context(context: BrowserContext, name: string): void {
    context.on('page', (page) => this.page(page, name));
  }

  page(page: Page, name: string): void {
    page.on('pageerror', (error) => this.problems.push(`${name}: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      const text = message.text();
      if (message.type() !== 'error' && !/content security policy/i.test(text)) return;
      // What Chromium itself says of a network that is away; the pages have words of their own.
      if (/^WebSocket connection to .* failed/.test(text) || /net::ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|SOCKET_NOT_CONNECTED|EMPTY_RESPONSE)/.test(text)) return;
      this.problems.push(`${name}: ${text} (${message.location().url})`);
    });
  }

  expectNothing(): void {
    expect(this.problems.filter((problem) => !this.expected.some((words) => problem.endsWith(words)))).toEqual([]);
  }
}
