import { expect, test, type Locator, type Page } from '@playwright/test';
import { Commander } from './support/commander.ts';
import { itemOf, titlesOf } from './support/demo.ts';
import { misfitsOf } from './support/layout.ts';
import { holdMeeting } from './support/hold_meeting.ts';
import { Facilitator, laptopSize, Phone, phoneSize, projectorSize, Screen, type Meeting } from './support/meeting.ts';
import { faultsOf, type View } from './support/scan.ts';
import type { TorgServer } from './support/torg_server.ts';
import { Words } from './support/words.ts';

// A rehearsal from the organiser's form to the archive, beside the demo, which is none: every face of
// the one says all the time what it is, and no face of the other does.

const words = new Words('sv');
const say = words.say.bind(words);
const title = 'Genrep inför hösten';
const dotsItem = itemOf('dots');

let server: TorgServer;
let meeting: Meeting;
let office: Page;
let desk: Facilitator;
let deskLink: string;
let joinLink: string;
let phone: Phone;
let screen: Screen;
let ordinary: Page[];

holdMeeting((held) => {
  meeting = held;
  server = held.server;
});

const mark = (page: Page): Locator => page.getByRole('complementary', { name: say('rehearsal.word'), exact: true });

async function expectMarked(): Promise<void> {
  for (const { page } of [desk, phone, screen]) {
    await expect(mark(page)).toHaveText(say('rehearsal.mark'));
    await expect(mark(page)).toBeInViewport({ ratio: 1 });
  }
  for (const page of ordinary) await expect(mark(page)).toHaveCount(0);
}

const view = (name: string, page: Page): View => ({ name, page, scheme: 'of the computer', onPhones: true });

/** What axe, the smallest phone and the wall find wrong. */
async function expectWell(): Promise<void> {
  const views = [view('phone', phone.page), view('facilitator', desk.page), { ...view('screen', screen.page), scheme: 'of the page' as const, onPhones: false }];
  for (const one of views) expect(await faultsOf(one)).toEqual([]);
  for (const { page } of [desk, phone]) expect(await misfitsOf(page)).toEqual([]);
  expect(await misfitsOf(screen.page, { whole: true })).toEqual([]);
}

test('the organiser makes a rehearsal of the demo', async () => {
  office = await meeting.page('organiser', 'sv', { viewport: laptopSize });
  await office.goto(server.links.organiser);
  await office.getByLabel(say('organiser.source')).selectOption({ label: say('organiser.from_demo') });
  await office.getByLabel(say('organiser.meeting_title')).first().fill(title);
  await office.getByLabel(say('organiser.rehearsal')).check();
  await office.getByRole('button', { name: say('organiser.create') }).click();
  desk = new Facilitator(office, words);
  await expect(mark(office)).toHaveText(say('rehearsal.mark'));
  await desk.step('open_meeting');
  await office.getByRole('main').getByRole('button', { name: say('facilitator.back_to_meeting') }).click();
});

test('whoever leads it is told how to fill it with simulated phones, without the secret', async () => {
  const hall = desk.page.getByRole('region', { name: say('facilitator.try_hall') });
  await expect(hall).toContainText(`torg rehearse --phones 500 --url ${server.origin}`);
  await desk.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = async (label: string) => {
    await hall.getByRole('button', { name: say(label) }).click();
    return desk.page.evaluate(() => navigator.clipboard.readText());
  };
  deskLink = await copied('facilitator.copy_own');
  const secret = new URL(deskLink).hash.slice(1);
  expect(secret.length).toBeGreaterThanOrEqual(22);
  expect(await copied('facilitator.copy_command')).toBe(`torg rehearse --phones 500 --url ${server.origin}`);
  expect(await desk.page.getByRole('main').innerText()).not.toContain(secret);
  expect(await hall.innerText()).not.toContain(secret);
});

test('lobby: every face is marked, and none of an ordinary meeting', async () => {
  await desk.page.getByRole('button', { name: say('facilitator.copy_join') }).click();
  joinLink = await desk.page.evaluate(() => navigator.clipboard.readText());
  phone = await meeting.phone('phone', { link: joinLink });
  await phone.isIn();

  await desk.press('facilitator.make_screen');
  const link = await desk.page.getByRole('link', { name: say('facilitator.open_screen') }).getAttribute('href');
  const wall = await meeting.page('screen', 'sv', { viewport: projectorSize });
  await wall.goto(link!);
  screen = new Screen(wall, words);
  await screen.seesItem(title);

  ordinary = [(await meeting.phone('ordinary phone')).page, (await meeting.facilitator()).page, (await meeting.screen()).page];
  for (const page of ordinary) await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectMarked();
  await expectWell();
});

test('the first view of a phone says it before any script has come', async ({ request }) => {
  const html = async (link: string) => (await request.get(link, { headers: { 'accept-language': 'sv' } })).text();
  const first = (page: string) => page.slice(page.indexOf('<div id="app">'), page.indexOf('</main>'));
  expect(first(await html(joinLink))).toContain(say('rehearsal.mark'));
  expect(first(await html(server.links.participant))).not.toContain(say('rehearsal.mark'));
});

test('a vote: the mark stays wherever one has scrolled', async () => {
  await desk.step('start_meeting');
  await desk.goTo(dotsItem.title.sv);
  await phone.seesItem(dotsItem.title.sv);
  await desk.step('open_ballot');
  await phone.castDots(titlesOf(dotsItem), { 1: 1 });
  for (const { page } of [phone, desk]) {
    await page.setViewportSize(phoneSize);
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(100);
  }
  await expectMarked();
  await desk.page.setViewportSize(laptopSize);
  await expectWell();
  await desk.step('stop_ballot');
  await desk.step('show_result');
  await expect(phone.main).toContainText(say('result.intro_own'));
  await expectMarked();
});

test('closed: only its organisers may read it, whoever asks and however', async () => {
  const lead = await Commander.of(deskLink);
  await lead.command({ type: 'close_meeting' });
  await phone.seesItem(say('closed.title'));
  await expect(phone.main).not.toContainText(say('closed.later'));
  await expectMarked();
  expect(await misfitsOf(screen.page, { whole: true })).toEqual([]);

  await expect(desk.page.getByRole('radio')).toHaveCount(0);
  await expect(desk.page.getByRole('main')).toContainText(say('facilitator.rehearsal_stays'));
  await desk.step('publish_internal');
  await expect(desk.page.getByRole('link', { name: say('facilitator.read_archive') })).toBeVisible();
  for (const publication of ['public', 'unlisted']) {
    await expect(desk.page.getByRole('button', { name: say('facilitator.change_to', { what: say(`facilitator.publish_${publication}`) }) })).toHaveCount(0);
    await expect(lead.command({ type: 'publish_meeting', publication })).rejects.toThrow('not_permitted');
  }
  lead.leave();
});

test('the archive that its organisers read is marked, and its list does not have it', async () => {
  await desk.page.getByRole('link', { name: say('facilitator.read_archive') }).click();
  await expect(desk.page.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(mark(desk.page)).toHaveText(say('rehearsal.mark'));
  await desk.page.setViewportSize(phoneSize);
  await desk.page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await expect(mark(desk.page)).toBeInViewport({ ratio: 1 });
  expect(await faultsOf(view('archive', desk.page))).toEqual([]);
  await desk.page.goto(server.links.archive);
  await expect(desk.page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(desk.page.getByText(title)).toHaveCount(0);
});

test('the organiser sees which of the meetings was a rehearsal, also when one is copied', async () => {
  await office.setViewportSize(laptopSize);
  await office.goto(server.links.organiser);
  const line = (text: string) => office.getByRole('listitem').filter({ has: office.getByText(text, { exact: true }) });
  await expect(line(title).getByText(say('rehearsal.word'), { exact: true })).toBeVisible();
  await expect(office.getByRole('listitem').getByText(say('rehearsal.word'), { exact: true })).toHaveCount(1);
  await office.getByLabel(say('organiser.source')).selectOption({ label: say('organiser.from_copy') });
  await office.getByLabel(say('organiser.copy_of')).selectOption({ label: say('organiser.copy_rehearsal', { title }) });
  await expect(office.getByLabel(say('organiser.rehearsal'))).not.toBeChecked();
  expect(await faultsOf(view('organiser', office))).toEqual([]);
});
