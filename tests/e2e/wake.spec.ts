import { expect, test } from '@playwright/test';
import { itemOf, titlesOf } from './support/demo.ts';
import { holdMeeting } from './support/hold_meeting.ts';
import type { Facilitator, Meeting, Phone } from './support/meeting.ts';
import type { TorgServer } from './support/torg_server.ts';
import { Wire, type Line } from './support/wire.ts';

// A phone that lay locked in a pocket, a tab that the phone threw away, a server that was started
// again: within two seconds over 3G everything is as it was, and nobody has to tap.

const line3g: Line = { roundTripMs: 300, bitsPerSecond: 1_600_000 };
const backMs = 2000;
/** Longer than a phone trusts a wire that it has not heard from while it slept. */
const sleepMs = 10_000;

const dotsItem = itemOf('dots');
const pollItem = itemOf('poll');
const titles = titlesOf(dotsItem);

let server: TorgServer;
let meeting: Meeting;
let wire: Wire;
let desk: Facilitator;
let phone: Phone;

holdMeeting(async (held) => {
  meeting = held;
  server = held.server;
  wire = await Wire.to(server.port);
  wire.slow(line3g);
});
test.afterAll(() => wire?.remove());

async function expectWithin(ms: number, what: () => Promise<unknown>): Promise<void> {
  const begin = performance.now();
  await what();
  const tookMs = Math.round(performance.now() - begin);
  test.info().annotations.push({ type: 'ms', description: String(tookMs) });
  expect(tookMs).toBeLessThanOrEqual(ms);
}

/** What a page is told when the phone is locked and unlocked; a browser without a window never says so. */
async function shows(one: Phone, state: DocumentVisibilityState): Promise<void> {
  await one.page.evaluate((now) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}

test('a phone votes over 3G', async () => {
  phone = await meeting.phone('in a pocket', { link: wire.through(server.links.participant) });
  await phone.isIn();
  desk = await meeting.facilitator();
  await desk.step('start_meeting');
  await desk.goTo(dotsItem.title.sv);
  await desk.step('open_ballot');
  await phone.castDots(titles, { 1: 2, 3: 1 });
});

test('a locked phone wakes to where the meeting is now', async () => {
  const devtools = await phone.page.context().newCDPSession(phone.page);
  await shows(phone, 'hidden');
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  // The connection dies without the sleeping phone hearing of it.
  wire.hold();
  await desk.step('stop_ballot');
  await desk.goTo(pollItem.title.sv);
  await desk.step('open_ballot');
  await phone.page.waitForTimeout(sleepMs);
  wire.cut();
  wire.letGo();
  wire.mend();
  await devtools.send('Page.setWebLifecycleState', { state: 'active' });
  await shows(phone, 'visible');
  // Waited for in the page, frame by frame: an expectation looks only every half second.
  await expectWithin(backMs, () => phone.page.getByRole('radio').first().waitFor());
  await phone.seesItem(pollItem.title.sv);
  await phone.page.getByRole('radio').first().check();
  await phone.isSaved();
  await desk.seesTurnout(1, 1);
});

test('a tab that was thrown away opens with its own vote', async () => {
  const address = phone.page.url();
  const context = phone.page.context();
  await phone.page.close();
  phone.page = await context.newPage();
  await expectWithin(backMs, async () => {
    await phone.page.goto(address, { waitUntil: 'commit' });
    await expect(phone.page.getByRole('radio').first()).toBeChecked();
  });
  await phone.isSaved();
  await desk.seesTurnout(1, 1);
});

test('after a restart of the server the phone is the same, at the same step', async () => {
  await server.kill();
  await server.startAgain();
  await expectWithin(backMs, () => phone.page.evaluate(() => window.dispatchEvent(new Event('online'))).then(() => phone.isSaved()));
  await expect(phone.page.getByRole('radio').first()).toBeChecked();
  await phone.page.getByRole('radio').nth(1).check();
  await phone.isSaved();
  await desk.seesTurnout(1, 1);
});
