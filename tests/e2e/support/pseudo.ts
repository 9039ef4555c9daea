import type { Page } from '@playwright/test';

// A language that says everything 40 % longer than Swedish: where it fits, a real one does.

const growth = 0.4;
/** What a text is made of and must not be changed: the places of its values. */
const value = /\{\w+\}/;

/** Each word grows by itself, since a long word is what bursts a button. */
export function longer(text: string): string {
  return text
    .split(new RegExp(`(${value.source})`))
    .map((part) => (value.test(part) ? part : part.replace(/\p{L}+/gu, (word) => word + 'ë'.repeat(Math.ceil(word.length * growth)))))
    .join('');
}

/** The page is sent the longer language instead of its own. Figures keep their form. */
export async function speakLonger(page: Page): Promise<void> {
  await page.route(/\/assets\/\w+\.(sv|en)\.\w+\.js$/, async (route) => {
    const response = await route.fetch();
    const [, before, texts, after] = /^([^{]*)(\{.*\})([^}]*)$/s.exec(await response.text()) ?? [];
    if (texts === undefined) throw new Error('The texts are not sent as they were.');
    const longerTexts = Object.fromEntries(
      Object.entries(JSON.parse(texts) as Record<string, string>).map(([key, text]) => [key, key.startsWith('format.') ? text : longer(text)]),
    );
    await route.fulfill({ response, body: `${before}${JSON.stringify(longerTexts)}${after}` });
  });
}

/** The same for a page that comes written from the server. */
export async function growTexts(page: Page): Promise<void> {
  await page.evaluate((part) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement?.closest('script, style') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      node.nodeValue = (node.nodeValue ?? '').replace(/\p{L}+/gu, (word) => word + 'ë'.repeat(Math.ceil(word.length * part)));
    }
  }, growth);
}
