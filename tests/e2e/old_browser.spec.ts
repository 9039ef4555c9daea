import { expect, test, type Page } from '@playwright/test';
import { parse } from 'acorn';
import { createHash } from 'node:crypto';
import { boundsOf, itemOf, titlesOf } from './support/demo.ts';
import { misfitsOf, settled } from './support/layout.ts';
import { holdMeeting } from './support/hold_meeting.ts';
import { Phone, phoneSize, type Facilitator, type Meeting } from './support/meeting.ts';
import { makeOld, oldStyle, takenAway } from './support/old_browser.ts';
import type { TorgServer } from './support/torg_server.ts';
import { randomNumbers, randomSplit } from './support/votes.ts';
import { Words } from './support/words.ts';
import config from './playwright.config.ts';

// Phones that are years old come to a meeting too: without what browsers have got since 2019, and
// with the style that one of then understands, everything can be done and nothing goes wrong.
// A page that the test has changed on its way counts as one from elsewhere, which may not reach into
// the local network.
const { launchOptions } = config.use!;
test.use({ launchOptions: { ...launchOptions, args: [...launchOptions!.args!, '--disable-features=LocalNetworkAccessChecks'] } });

const words = new Words('sv');
const say = words.say.bind(words);
const dotsItem = itemOf('dots');
const splitItem = itemOf('split');

let server: TorgServer;
let meeting: Meeting;
let desk: Facilitator;
let phone: Phone;

holdMeeting((held) => {
  meeting = held;
  server = held.server;
});

async function oldPage(name: string, link: string, viewport = phoneSize): Promise<Page> {
  const page = await meeting.page(name, 'sv', { viewport, hasTouch: true });
  await makeOld(page.context());
  await page.route(/\.css$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: oldStyle(await response.text()) });
  });
  // The style inside the page too, and the policy that names it by its hash.
  await page.route(
    (url) => !url.pathname.startsWith('/assets/'),
    async (route) => {
      if (route.request().resourceType() !== 'document') return route.fallback();
      const response = await route.fetch();
      const headers = { ...response.headers() };
      const html = (await response.text()).replace(/<style>([\s\S]*?)<\/style>/, (_, css: string) => {
        const old = oldStyle(css);
        const hash = (text: string) => createHash('sha256').update(text).digest('base64');
        headers['content-security-policy'] = (headers['content-security-policy'] ?? '').replace(hash(css), hash(old));
        return `<style>${old}</style>`;
      });
      await route.fulfill({ response, headers, body: html });
    },
  );
  await page.goto(link);
  const reached = await page.evaluate(
    (paths) => paths.filter((path) => path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], window) !== undefined),
    takenAway(),
  );
  // All but what the page itself brings along.
  expect(reached).toEqual(['String.prototype.replaceAll']);
  return page;
}

/** Gaps between the boxes of a flexible row came later than those of a grid. */
async function withoutGaps(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const element of document.querySelectorAll<HTMLElement>('*')) {
      if (getComputedStyle(element).display.includes('flex')) element.style.gap = '0';
    }
  });
  await settled(page);
}

test('every script keeps to the syntax of 2019', async ({ request }) => {
  const scripts = new Set<string>(['/sw.js']);
  for (const link of [server.links.participant, server.links.facilitator, server.links.organiser, server.links.screen, server.links.archive]) {
    const html = await (await request.get(link)).text();
    for (const [path] of html.matchAll(/\/assets\/[\w.-]+\.js/g)) scripts.add(path);
  }
  expect(scripts.size).toBeGreaterThan(8);
  for (const path of scripts) {
    const sent = await (await request.get(new URL(path, server.origin).href)).text();
    // Chrome 64 and Safari 11.1 had import() and import.meta before they stood in the language.
    const text = sent.replace(/\bimport\(/g, 'imported(').replace(/\bimport\.meta\b/g, 'importMeta');
    expect(() => parse(text, { ecmaVersion: 2019, sourceType: 'module' }), path).not.toThrow();
  }
  expect(() => parse('a?.b', { ecmaVersion: 2019 }), 'the check sees newer syntax').toThrow();
});

test('an old phone comes in, writes an idea and votes with dots', async () => {
  phone = new Phone(await oldPage('old phone', server.links.participant), words, 'old phone');
  await phone.isIn();
  desk = await meeting.facilitator();
  await desk.step('start_meeting');
  const ideas = itemOf('ideas');
  await desk.goTo(ideas.title.sv);
  await phone.seesItem(ideas.title.sv);
  await phone.page.getByLabel(say('ideas.title')).fill('Bänkar längs ån');
  await phone.page.getByRole('button', { name: say('ideas.submit') }).tap();
  await expect(phone.main).toContainText(say('ideas.state_submitted'));

  await desk.goTo(dotsItem.title.sv);
  await desk.step('open_ballot');
  const titles = titlesOf(dotsItem);
  await phone.castDots(titles, { 1: 2, 5: 1 });
  await withoutGaps(phone.page);
  expect(await misfitsOf(phone.page)).toEqual([]);
  await expect(phone.bar).toBeInViewport();
  await phone.page.reload();
  await phone.showsDots(titles[1]!, 2, (dotsItem.rule as { max_per_option: number }).max_per_option);
  await desk.step('stop_ballot');
  await desk.step('show_result');
  await expect(phone.main).toContainText(say('result.intro_own'));
});

test('an old phone splits the money', async () => {
  await desk.goTo(splitItem.title.sv);
  await desk.step('open_ballot');
  const { pot, step } = splitItem.rule as { pot: number; step: number };
  const titles = titlesOf(splitItem);
  await phone.castSplit(titles, randomSplit(Object.keys(titles).map(Number), pot, step, boundsOf(splitItem), randomNumbers(4)), step, 'key');
  await withoutGaps(phone.page);
  expect(await misfitsOf(phone.page)).toEqual([]);
  await desk.seesTurnout(1, 1);
});

test('an old computer leads, and an old projector shows', async () => {
  const laptop = await oldPage('old laptop', server.links.facilitator, { width: 1280, height: 800 });
  const wall = await oldPage('old projector', server.links.screen, { width: 1920, height: 1080 });
  await expect(wall.getByRole('heading', { level: 1, name: splitItem.title.sv })).toBeVisible();
  for (const step of ['stop_ballot', 'show_result']) {
    await laptop.getByRole('button', { name: say(`facilitator.step_${step}`), exact: true }).click();
  }
  await expect(phone.main).toContainText(say('result.intro_own'));
  await expect(wall.getByRole('table')).toBeVisible();
  await withoutGaps(wall);
  expect(await misfitsOf(wall, { whole: true })).toEqual([]);
  await withoutGaps(laptop);
  expect(await misfitsOf(laptop)).toEqual([]);
  const office = await oldPage('old organiser', server.links.organiser, { width: 1280, height: 800 });
  await expect(office.getByRole('heading', { level: 1 })).toBeVisible();
  await withoutGaps(office);
  expect(await misfitsOf(office)).toEqual([]);
});
