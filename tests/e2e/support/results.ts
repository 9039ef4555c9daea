import { expect, type Page } from '@playwright/test';
import type { Facilitator, Phone, Screen } from './meeting.ts';
import { escaped, flat, type Words } from './words.ts';

/** One row as a page shows it: the option's number, and the figure in the page's words. */
export interface ShownRow {
  option: number;
  figure: string;
}

type Titles = Readonly<Record<number, string>>;

/** The rows of a result in the order in which a text names them: number, title, figure. */
export function rowsIn(text: string, titles: Titles, words: Words, figure: 'dots' | 'money'): ShownRow[] {
  const amount = figure === 'dots' ? '\\d+' : words.money(0).split('0').map((part) => escaped(flat(part))).join('\\s*\\d[\\d., ]*\\s*');
  const names = Object.values(titles).map((title) => escaped(flat(title))).join('|');
  const row = new RegExp(`${escaped(words.say('common.number'))}\\s*(\\d+)\\s*(?:${names})\\s*(${amount})`, 'g');
  return Array.from(flat(text).matchAll(row), (match) => ({ option: Number(match[1]), figure: flat(match[2] ?? '') }));
}

export async function onPhone(phone: Phone, titles: Titles, figure: 'dots' | 'money'): Promise<ShownRow[]> {
  return rowsIn(await phone.main.getByRole('list').first().innerText(), titles, phone.words, figure);
}

export async function atFacilitator(desk: Facilitator, titles: Titles, figure: 'dots' | 'money'): Promise<ShownRow[]> {
  return rowsIn(await desk.page.getByRole('main').innerText(), titles, desk.words, figure);
}

/** All pages of the result, turned by the keyboard. */
export async function onScreen(screen: Screen, titles: Titles, figure: 'dots' | 'money'): Promise<ShownRow[]> {
  const count = Object.keys(titles).length;
  const { words } = screen;
  const caption = screen.page.getByRole('table').getByRole('caption');
  // What turns the pages by itself can be held only once it is there.
  await expect(caption).toBeVisible();
  await screen.page.keyboard.press('Space');
  const rows: ShownRow[] = [];
  while (rows.length < count) {
    const from = rows.length + 1;
    await expect(caption).toHaveText(new RegExp(`^\\s*${from}\\D`));
    const page = rowsIn(await screen.page.getByRole('table').innerText(), titles, words, figure);
    if (page.length === 0) throw new Error(`The screen shows no rows from ${from}.`);
    rows.push(...page);
    await screen.page.keyboard.press('ArrowRight');
  }
  await screen.page.keyboard.press('Space');
  return rows;
}

/** The body rows of the first table under an item's heading: what stands in each cell. */
export async function inArchive(page: Page, item: string): Promise<string[][]> {
  const section = page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: item }) });
  const rows = await section.getByRole('table').first().getByRole('row').all();
  const cells = await Promise.all(rows.map(async (row) => (await row.getByRole('cell').allInnerTexts()).map(flat)));
  return cells.filter((row) => row.length > 0);
}

/** The figures per group on a phone, unfolded: a column for each group, a row for each option. */
export async function groupTable(page: Page, words: Words): Promise<{ columns: string[]; rows: [number, string[]][] }> {
  await page.locator('summary').filter({ hasText: words.say('archive.by_group') }).click();
  const table = page.getByRole('region', { name: words.say('archive.by_group') }).getByRole('table');
  await expect(table).toBeVisible();
  const columns = (await table.getByRole('columnheader').allInnerTexts()).map(flat).slice(1);
  const rows: [number, string[]][] = [];
  for (const row of await table.getByRole('row').all()) {
    const heads = await row.getByRole('rowheader').allInnerTexts();
    if (heads[0] === undefined) continue;
    rows.push([Number(/\d+/.exec(heads[0])?.[0]), (await row.getByRole('cell').allInnerTexts()).map(flat)]);
  }
  return { columns, rows };
}
