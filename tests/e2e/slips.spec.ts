import { expect, test } from '@playwright/test';
import { Commander } from './support/commander.ts';
import { itemOf, titlesOf } from './support/demo.ts';
import { misfitsOf } from './support/layout.ts';
import { Meeting, type Facilitator, type Phone } from './support/meeting.ts';
import { onPhone } from './support/results.ts';
import { faultsOf } from './support/scan.ts';
import { TorgServer } from './support/torg_server.ts';
import { Words } from './support/words.ts';

// Voting slips from the facilitator's printer to a counted vote: scanned, typed, and moved to another
// phone.
test.describe.configure({ mode: 'serial' });

const words = new Words('sv');
const say = words.say.bind(words);
const dotsItem = itemOf('dots');
const titles = titlesOf(dotsItem);
const first = Number(Object.keys(titles)[0]);

let server: TorgServer;
let meeting: Meeting;
let desk: Facilitator;
let codes: string[];
let scanning: Phone;
let typing: Phone;
let fresh: Phone;

test.beforeAll(async ({ browser }) => {
  server = await TorgServer.start();
  meeting = new Meeting(browser, server);
});
test.afterEach(() => meeting.watch.expectNothing());
test.afterAll(async () => {
  await meeting?.leave();
  await server?.stop();
});

const linkOf = (code: string) => `${server.origin}/#${code.replace(/-/g, '')}`;
const voteButton = (phone: Phone) => phone.page.getByRole('button', { name: say('dots.add', { option: titles[first]! }), exact: true });

test('the facilitator makes slips, and their codes are nowhere but on the page and on paper', async () => {
  desk = await meeting.facilitator();
  await desk.press('facilitator.prepare');
  await desk.press('facilitator.slips');
  await expect(desk.page.getByText(say('slips.none'))).toBeVisible();
  await desk.page.getByLabel(say('slips.count')).fill('3');
  await desk.press('slips.make');
  const sheet = desk.page.getByRole('list', { name: say('slips.sheet') });
  await expect(sheet.getByRole('img')).toHaveCount(3);
  codes = await sheet.locator('.slip-code').allInnerTexts();
  expect(codes).toHaveLength(3);
  for (const code of codes) expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}(-[2-9A-HJKMNP-TV-Z]{4}){2}$/);

  const kept = await desk.page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
  for (const code of codes) expect(kept).not.toContain(code.replace(/-/g, ''));

  await desk.page.emulateMedia({ media: 'print' });
  await expect(sheet).toBeVisible();
  await expect(desk.button('slips.print')).toBeHidden();
  await expect(desk.page.getByRole('banner')).toBeHidden();
  await desk.page.emulateMedia({ media: null });

  await desk.press('slips.all_votes');
  await expect(desk.button('slips.all_votes')).toHaveCount(0);
  expect(await faultsOf({ name: 'slips', page: desk.page, scheme: 'of the computer', onPhones: false })).toEqual([]);
  await desk.press('slips.put_away');
  await expect(sheet).toHaveCount(0);
});

test('a slip lets its phone in, and the link keeps no code', async () => {
  scanning = await meeting.phone('scanning', { link: linkOf(codes[0]!) });
  await scanning.isIn();
  expect(scanning.page.url()).not.toContain('#');
  typing = await meeting.phone('typing');
  await typing.isIn();
});

test('only phones with a slip can vote, and one gets a vote by typing its code', async () => {
  await desk.page.getByRole('main').getByRole('button', { name: say('facilitator.back_to_meeting'), exact: true }).click();
  await desk.step('start_meeting');
  await desk.goTo(dotsItem.title.sv);
  await desk.step('open_ballot');
  await expect(scanning.page.getByText(say('slip.with', { slip: '1' }))).toBeVisible();
  await scanning.addDots(titles[first]!, 1);
  await scanning.isSaved();
  await desk.seesTurnout(1, 3);
  await expect(scanning.page.getByText(say('turnout.voted', { n: 1, count: 3 }))).toBeVisible();

  await expect(typing.page.getByRole('heading', { name: say('slip.title') })).toBeVisible();
  await expect(voteButton(typing)).toHaveCount(0);
  expect(await misfitsOf(typing.page)).toEqual([]);
  expect(await faultsOf({ name: 'phone without a slip', page: typing.page, scheme: 'of the computer', onPhones: true })).toEqual([]);
  const code = typing.page.getByLabel(say('slip.code'), { exact: true });
  await code.fill('ABCD EFGH JKMN');
  await typing.page.getByRole('button', { name: say('slip.use'), exact: true }).tap();
  await expect(typing.main.getByText(say('error.unknown_voting_code'))).toBeVisible();
  await code.fill(codes[1]!.toLowerCase());
  await typing.page.getByRole('button', { name: say('slip.use'), exact: true }).tap();
  await expect(typing.page.getByText(say('slip.with', { slip: '2' }))).toBeVisible();
  await typing.addDots(titles[first]!, 1);
  await typing.isSaved();
  await desk.seesTurnout(2, 3);
});

test('a slip that moves to another phone takes its vote along, unseen', async () => {
  fresh = await meeting.phone('fresh', { link: linkOf(codes[0]!) });
  await expect(fresh.page.getByText(say('slip.elsewhere'))).toBeVisible();
  await fresh.showsDots(titles[first]!, 0, 3);
  await expect(scanning.page.getByText(say('slip.lost', { slip: '1' }))).toBeVisible();
  await expect(scanning.page.getByRole('heading', { name: say('slip.title') })).toBeVisible();
  await expect(voteButton(scanning)).toHaveCount(0);
  expect(await faultsOf({ name: 'phone that lost its slip', page: scanning.page, scheme: 'of the computer', onPhones: true })).toEqual([]);
  await fresh.addDots(titles[first]!, 2);
  await fresh.isSaved();
  await expect(fresh.page.getByText(say('slip.elsewhere'))).toHaveCount(0);
  await desk.seesTurnout(2, 3);
  await fresh.page.reload();
  await fresh.showsDots(titles[first]!, 2, 3);
});

test('a revoked slip votes no more, and what it cast stands', async () => {
  await desk.press('facilitator.prepare');
  await desk.press('facilitator.slips');
  await desk.page.getByText(say('slips.list')).click();
  await desk.press('slips.revoke', { slip: '2' });
  await desk.press('slips.revoke', { slip: '2' });
  await expect(typing.page.getByRole('heading', { name: say('slip.title') })).toBeVisible();
  await expect(typing.page.getByText(say('turnout.voted', { n: 2, count: 3 }))).toBeVisible();
  await expect(typing.page.getByText(say('slip.lost', { slip: '2' }))).toBeVisible();
});

test('a slip that is made while the vote is open counts from the next one', async () => {
  // As many as the page offers.
  await desk.press('slips.make');
  await expect(desk.page.locator('.slip-code')).toHaveCount(30);
  const late = (await desk.page.locator('.slip-code').first().innerText()).toLowerCase();
  const phone = await meeting.phone('late', { link: server.origin, language: 'en' });
  const english = new Words('en');
  await phone.page.getByLabel(english.say('join.code'), { exact: true }).fill(late);
  await phone.page.getByRole('button', { name: english.say('join.enter'), exact: true }).tap();
  await expect(phone.page.getByText(english.say('slip.late', { slip: '4' }))).toBeVisible();
  await expect(phone.page.getByRole('button', { name: english.say('dots.add', { option: titles[first]! }), exact: true })).toHaveCount(0);
  await desk.press('slips.put_away');
});

test('what was cast with slips is what is counted, and only who holds one is led to its row', async () => {
  await desk.page.getByRole('main').getByRole('button', { name: say('facilitator.back_to_meeting'), exact: true }).click();
  await desk.step('stop_ballot');
  await desk.step('show_result');
  await expect(fresh.page.getByRole('heading', { level: 1, name: say('ballot.result_of', { title: dotsItem.title.sv }) })).toBeVisible();
  const rows = await onPhone(fresh, titles, 'dots');
  expect(rows[0]).toEqual({ option: first, figure: '3' });
  expect(rows.slice(1).every((row) => row.figure === '0')).toBe(true);
  const lead = await Commander.of(server.links.facilitator);
  await lead.command({ type: 'close_meeting' });
  lead.leave();
  await expect(fresh.page.getByRole('heading', { name: say('closed.check_title') })).toBeVisible();
  for (const phone of [scanning, typing]) {
    await expect(phone.page.getByRole('heading', { name: say('closed.title') })).toBeVisible();
    await expect(phone.page.getByRole('heading', { name: say('closed.check_title') })).toHaveCount(0);
  }
});
