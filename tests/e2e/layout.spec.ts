import { expect, test, type Page } from '@playwright/test';
import { demo, itemOf } from './support/demo.ts';
import { holdMeeting } from './support/hold_meeting.ts';
import { phoneSize, type Facilitator, type Meeting } from './support/meeting.ts';
import { misfitsOf, settled, spaceText, widths } from './support/layout.ts';
import { growTexts, speakLonger } from './support/pseudo.ts';
import type { TorgServer } from './support/torg_server.ts';
import { Words } from './support/words.ts';

// Nothing is cut off and nothing sticks out: not in a language that is 40 % longer than Swedish, and
// not when a reader spaces the text wider (WCAG 1.4.12). One meeting goes on, and all look at it.
test.setTimeout(180_000);

interface Face {
  name: string;
  page: Page;
  /** A wall has its own sizes and cannot be scrolled. */
  onWall?: boolean;
}

const words = new Words('sv');
const say = words.say.bind(words);
let server: TorgServer;
let meeting: Meeting;
let lead: Facilitator;
let faces: Face[];

holdMeeting((held) => {
  meeting = held;
  server = held.server;
});

async function open(name: string, link: string, how: 'longer' | 'spaced', onWall = false): Promise<Face> {
  const page = await meeting.page(name, 'sv', { viewport: onWall ? { width: 1920, height: 1080 } : phoneSize });
  if (how === 'longer') await speakLonger(page);
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  if (how === 'spaced') await spaceText(page);
  return { name: `${name}, ${how}`, page, onWall };
}

/** Each fault, with the places it was seen in. */
const faults = new Map<string, string[]>();

/** Looks at all faces in all widths; what is wrong is told at the end, all at once. */
async function look(state: string, all: readonly Face[] = faces): Promise<void> {
  for (const { name, page, onWall } of all) {
    for (const size of onWall ? widths.slice(-1) : widths) {
      await page.setViewportSize(size);
      await settled(page);
      for (const fault of await misfitsOf(page, { whole: onWall ?? false })) faults.set(fault, [...(faults.get(fault) ?? []), `${state}, ${name}, ${size.width} px`]);
      looks += 1;
    }
  }
}
let looks = 0;

async function allSee(text: string): Promise<void> {
  for (const { page } of faces) await expect(page.getByRole('heading', { level: 1, name: text })).toBeVisible();
}

test('the pages before a meeting', async () => {
  const pages = [
    await open('code', server.origin, 'longer'),
    await open('organiser', server.links.organiser, 'longer'),
    await open('code', server.origin, 'spaced'),
  ];
  await pages[0]!.page.getByRole('textbox').fill('K7');
  await pages[0]!.page.getByRole('main').getByRole('button').click();
  await look('before a meeting', pages);
});

test('the lobby', async () => {
  lead = await meeting.facilitator();
  faces = [
    await open('phone', server.links.participant, 'longer'),
    await open('facilitator', server.links.facilitator, 'longer'),
    await open('screen', server.links.screen, 'longer', true),
    await open('phone', server.links.participant, 'spaced'),
    await open('facilitator', server.links.facilitator, 'spaced'),
  ];
  await expect(faces[2]!.page.getByText(server.links.code.slice(0, 3), { exact: true })).toBeVisible();
  await look('lobby');
});

test('information and ideas', async () => {
  await lead.step('start_meeting');
  await allSee(demo.items[0]!.title.sv);
  await look('information');
  await lead.goTo(itemOf('ideas').title.sv);
  await allSee(itemOf('ideas').title.sv);
  await look('ideas');
});

test('dots, from before the vote to its result', async () => {
  const { title } = itemOf('dots');
  await lead.goTo(title.sv);
  await allSee(title.sv);
  await look('before the vote');
  await lead.step('open_ballot');
  for (const { page } of [faces[0]!, faces[3]!]) {
    await page.locator('.step').nth(1).click();
    await expect(page.locator('[data-state=saved]')).toBeVisible();
  }
  await look('voting');
  await lead.step('stop_ballot');
  await expect(lead.button('facilitator.step_show_result')).toBeVisible();
  await look('stopped');
  await lead.step('show_result');
  await expect(faces[3]!.page.getByRole('main')).toContainText(say('result.intro_own'));
  await look('result of dots');
});

test('a question and money', async () => {
  for (const kind of ['poll', 'split'] as const) {
    const item = itemOf(kind);
    await lead.goTo(item.title.sv);
    await allSee(item.title.sv);
    await lead.step('open_ballot');
    for (const { page } of [faces[0]!, faces[3]!]) {
      if (kind === 'poll') await page.getByRole('radio').first().check();
      else await page.locator('.step').nth(1).click();
    }
    await lead.seesTurnout(2, 2);
    await look(`voting, ${kind}`);
    await lead.step('stop_ballot');
    await lead.step('show_result');
    await expect(faces[3]!.page.getByRole('main')).toContainText(say('result.intro_own'));
    await look(`result, ${kind}`);
  }
});

test('a countdown, the end, and the archive', async () => {
  await lead.goTo(itemOf('discussion').title.sv);
  await lead.press('facilitator.timer_start');
  await expect(faces[2]!.page.getByRole('timer')).toBeVisible();
  await look('a countdown');
  const other = lead.page.getByRole('region', { name: say('facilitator.other_ways') });
  const close = { name: say('facilitator.step_close_meeting') };
  await other.getByRole('button', close).click();
  await other.getByRole('group', close).getByRole('button', close).click();
  await expect(faces[3]!.page.getByRole('heading', { level: 1, name: say('closed.title') })).toBeVisible();
  await look('closed');

  await lead.step('publish_public');
  await expect(lead.page.getByRole('link', { name: say('facilitator.read_archive') })).toBeVisible();
  const path = new URL(faces[3]!.page.url()).pathname.replace('/m/', '/archive/');
  for (const address of ['/archive', path, '/accessibility', '/secrecy', '/data']) {
    const page = await meeting.page('archive', 'sv');
    await page.goto(new URL(address, server.origin).href);
    await growTexts(page);
    await look(address, [{ name: `${address}, longer`, page }]);
    await page.reload();
    await spaceText(page);
    await look(address, [{ name: `${address}, spaced`, page }]);
  }
});

test('nothing was cut off, and nothing stuck out', () => {
  expect(looks).toBeGreaterThan(150);
  expect([...faults].map(([fault, where]) => `${fault} (${where.join('; ')})`)).toEqual([]);
});
