import { expect, test, type Locator, type Page } from '@playwright/test';
import { itemOf } from './support/demo.ts';
import { holdMeeting } from './support/hold_meeting.ts';
import { phoneSize, type Facilitator, type Meeting, type Phone } from './support/meeting.ts';
import type { TorgServer } from './support/torg_server.ts';
import { Words, type Language } from './support/words.ts';

// The pages on how votes are kept secret and on what is stored: found from where somebody would ask,
// read without a script and on paper, and nothing of a running vote is lost by reading.

type Guide = 'secrecy' | 'data';

const words: Record<Language, Words> = { sv: new Words('sv'), en: new Words('en') };
const dotsItem = itemOf('dots');

let server: TorgServer;
let meeting: Meeting;
let desk: Facilitator;
let phones: Phone[];

holdMeeting((held) => {
  meeting = held;
  server = held.server;
});

const linkOn = (page: Page, guide: Guide, its: Words): Locator =>
  page.getByRole('link', { name: `${its.say(`${guide}.title`)} ${its.say('common.new_tab')}`, exact: true });

/** Opens it beside the page, reads it and closes it. */
async function read(page: Page, guide: Guide, its: Words): Promise<void> {
  const [beside] = await Promise.all([page.waitForEvent('popup'), linkOn(page, guide, its).click()]);
  await expect(beside.getByRole('heading', { level: 1, name: its.say(`${guide}.title`) })).toBeVisible();
  expect(await beside.evaluate(() => window.opener === null)).toBe(true);
  expect(await beside.locator('html').getAttribute('lang')).toBe(its.language);
  await beside.close();
}

test('the first page leads to both', async () => {
  const page = await meeting.page('code', 'sv', { viewport: phoneSize });
  for (const guide of ['secrecy', 'data'] as const) {
    await page.goto(server.origin);
    const title = words.sv.say(`${guide}.title`);
    await page.getByRole('link', { name: title, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  }
});

test('a phone in the lobby finds what is stored, and the facilitator finds both', async () => {
  phones = await Promise.all((['sv', 'en'] as const).map((language) => meeting.phone(`phone ${language}`, { language })));
  for (const phone of phones) {
    await phone.isIn();
    await read(phone.page, 'data', phone.words);
  }
  desk = await meeting.facilitator();
  for (const guide of ['secrecy', 'data'] as const) await read(desk.page, guide, words.sv);
});

test('every ballot says where it is told, before, while and after people vote', async () => {
  await desk.step('start_meeting');
  await desk.goTo(dotsItem.title.sv);
  for (const phone of phones) await read(phone.page, 'secrecy', phone.words);
  await desk.step('open_ballot');
  for (const phone of phones) {
    const title = dotsItem.options![0]!.title[phone.words.language];
    await phone.addDots(title, 2);
    await phone.isSaved();
    await read(phone.page, 'secrecy', phone.words);
    await phone.isSaved();
    await expect(phone.page.getByRole('group', { name: title, exact: true })).toContainText(/2/);
  }
  await desk.step('stop_ballot');
  await desk.step('show_result');
  for (const phone of phones) {
    await expect(phone.main).toContainText(phone.words.say('result.intro_own'));
    await read(phone.page, 'secrecy', phone.words);
  }
});

test('they are read without a script, and printed without what only leads elsewhere', async () => {
  for (const language of ['sv', 'en'] as const) {
    const page = await meeting.page('no script', language, { viewport: phoneSize, javaScriptEnabled: false });
    for (const guide of ['secrecy', 'data'] as const) {
      await page.goto(new URL(`/${guide}`, server.origin).href);
      await expect(page.getByRole('heading', { level: 1, name: words[language].say(`${guide}.title`) })).toBeVisible();
      // As blocks on a phone the table is a table still, for who hears it.
      expect(await page.getByRole('row').count()).toBeGreaterThanOrEqual(5);
      await expect(page.getByRole('rowheader').first()).toBeVisible();
      await page.emulateMedia({ media: 'print' });
      await expect(page.getByRole('contentinfo')).toBeHidden();
      await expect(page.getByRole('main')).toBeVisible();
      await page.emulateMedia({ media: null });
    }
  }
});
