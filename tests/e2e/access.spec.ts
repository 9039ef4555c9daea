import { expect, test, type Page } from '@playwright/test';
import { demo, itemOf, titlesOf } from './support/demo.ts';
import { holdMeeting } from './support/hold_meeting.ts';
import { phoneSize, type Facilitator, type Meeting, type Phone, type Screen } from './support/meeting.ts';
import { faultsOf, type View } from './support/scan.ts';
import type { TorgServer } from './support/torg_server.ts';
import { Words, type Language } from './support/words.ts';

// Every face in its main states, in both languages, light and dark, from a small phone to a
// projector. One meeting goes on underneath, and all look at it in each state.
test.setTimeout(240_000);

const languages: readonly Language[] = ['sv', 'en'];
const words: Record<Language, Words> = { sv: new Words('sv'), en: new Words('en') };
const dotsItem = itemOf('dots');
const splitItem = itemOf('split');
const pollItem = itemOf('poll');

let server: TorgServer;
let meeting: Meeting;
let phones: Phone[];
let desks: Facilitator[];
let screens: Screen[];
/** The Swedish one leads. */
const lead = () => desks[0]!;

holdMeeting((held) => {
  meeting = held;
  server = held.server;
});

/** Says each fault once, with all the places that it was seen in. */
async function expectWell(views: readonly View[]): Promise<void> {
  const places = new Map<string, string[]>();
  const faults = await Promise.all(views.map(faultsOf));
  for (const { where, what } of faults.flat()) places.set(what, [...(places.get(what) ?? []), where]);
  expect([...places].map(([what, where]) => `${what} (${where.join('; ')})`)).toEqual([]);
}

const document = (name: string, page: Page): View => ({ name, page, scheme: 'of the computer', onPhones: true });
const onPhones = (state: string) => phones.map((phone) => document(`phone, ${state}, ${phone.words.language}`, phone.page));
const atDesks = (state: string) => desks.map((desk) => document(`facilitator, ${state}, ${desk.words.language}`, desk.page));
const onScreens = (state: string): View[] =>
  screens.map((screen) => ({ name: `screen, ${state}, ${screen.words.language}`, page: screen.page, scheme: 'of the page', onPhones: false }));
const everywhere = (state: string) => [...onPhones(state), ...atDesks(state), ...onScreens(state)];

/** The same address read in each language. */
async function expectPagesWell(name: string, path: string, ready: (page: Page, words: Words) => Promise<void> = async () => undefined, missing = false) {
  for (const language of languages) {
    const page = await meeting.page(name, language, { viewport: phoneSize });
    const address = new URL(path, server.origin).href;
    if (missing) meeting.watch.missing(address);
    await page.goto(address);
    await ready(page, words[language]);
    await expectWell([document(`${name}, ${language}`, page)]);
    await page.context().close();
  }
}

test('coming in by a code, and the words for what is wrong', async () => {
  await expectPagesWell('code', '/');
  await expectPagesWell(
    'wrong code',
    '/M/AAAAAAAAAAAAAAAA',
    async (page, its) => {
      await page.getByLabel(its.say('join.code')).fill('K7');
      await page.getByRole('button', { name: its.say('join.enter') }).click();
      await expect(page.getByText(its.say('join.code_form', { n: 6 }))).toBeVisible();
    },
    true,
  );
});

test('pages that lack their secret, the empty archive, and what the law asks for', async () => {
  await expectPagesWell('facilitator without secret', new URL(server.links.facilitator).pathname);
  await expectPagesWell('screen without secret', new URL(server.links.screen).pathname);
  await expectPagesWell('organiser without secret', '/o');
  await expectPagesWell('empty archive', '/archive');
  await expectPagesWell('accessibility statement', '/accessibility');
  await expectPagesWell('how votes are kept secret', '/secrecy');
  await expectPagesWell('what is stored', '/data');
  await expectPagesWell('archive of nothing', '/archive/aaaaaaaaaa', undefined, true);
});

test('the organiser', async () => {
  await expectPagesWell('organiser', server.links.organiser, async (page, its) => {
    await page.getByLabel(its.say('organiser.source')).selectOption({ label: its.say('organiser.from_copy') });
    await page.getByRole('button', { name: its.say('organiser.new_link') }).first().click();
  });
});

test('the lobby', async () => {
  phones = await Promise.all(languages.map((language) => meeting.phone(`phone ${language}`, { language })));
  desks = await Promise.all(languages.map((language) => meeting.facilitator({ language })));
  screens = await Promise.all(languages.map((language) => meeting.screen({ language })));
  await Promise.all(phones.map((phone) => phone.isIn()));
  // A projector speaks the meeting's first language until somebody chooses.
  await expect(screens[1]!.main).toContainText(words.sv.say('screen.point_camera'));
  await screens[1]!.page.keyboard.press('s');
  await expect(screens[1]!.main).toContainText(words.en.say('screen.point_camera'));
  for (const desk of desks) {
    await desk.press('facilitator.show_code');
    await desk.page.getByText(desk.words.say('facilitator.more_join')).click();
    await desk.press('facilitator.wifi_set');
  }
  await expectWell(everywhere('lobby'));
});

test('information, and a form for a reason', async () => {
  await lead().step('start_meeting');
  await Promise.all([...desks, ...phones, ...screens].map((face) => face.seesItem(demo.items[0]!.title[face.words.language])));
  for (const desk of desks) await desk.press('facilitator.skip');
  await expectWell(everywhere('information'));
});

test('ideas', async () => {
  await goTo(itemOf('ideas').title);
  for (const [place, phone] of phones.entries()) {
    await phone.page.getByLabel(phone.words.say('ideas.title')).fill(`Bänkar längs ån ${place + 1}`);
    await phone.page.getByRole('button', { name: phone.words.say('ideas.submit') }).tap();
    await expect(phone.main).toContainText(phone.words.say('ideas.state_submitted'));
  }
  await lead().press('facilitator.release_named', { name: 'Bänkar längs ån 1' });
  await expect(screens[0]!.main).toContainText('Bänkar längs ån 1');
  for (const desk of desks) await desk.press('facilitator.merge_named', { name: 'Bänkar längs ån 2' });
  await expectWell(everywhere('ideas'));
});

test('a vote from before it opens until it is stopped', async () => {
  await goTo(dotsItem.title);
  await expectWell(everywhere('before the vote'));
  await lead().step('open_ballot');
  for (const phone of phones) {
    const titles = titlesOf(dotsItem, phone.words.language);
    await phone.addDots(titles[1]!, 3, 'key');
    await phone.addDots(titles[2]!, 2, 'key');
    await phone.isSaved();
    await phone.page.getByText(phone.words.say('common.show_more')).first().tap();
  }
  await expectWell(everywhere('voting with dots'));
  await lead().step('stop_ballot');
  await expect(phones[0]!.main).toContainText(words.sv.say('ballot.stopped'));
  await expectWell(everywhere('stopped'));
});

test('a result with ties, and a void round', async () => {
  await lead().step('show_result');
  for (const phone of phones) await expect(phone.main).toContainText(phone.words.say('result.intro_own'));
  await expectWell(everywhere('result of dots'));
  await lead().giveReason('facilitator.redo', 'facilitator.void', 'Två förslag saknades.');
  await expect(phones[0]!.main).toContainText('Två förslag saknades.');
  await expectWell(everywhere('void'));
});

test('a question', async () => {
  await goTo(pollItem.title);
  await lead().step('open_ballot');
  await phones[0]!.page.getByRole('radio').first().check();
  await phones[1]!.page.getByRole('button', { name: words.en.say('ballot.abstain') }).tap();
  await expect(phones[1]!.main).toContainText(words.en.say('ballot.abstaining'));
  await expectWell(everywhere('a question'));
  await lead().step('stop_ballot');
  await lead().step('show_result');
});

test('splitting money, and its result', async () => {
  await goTo(splitItem.title);
  await lead().step('open_ballot');
  const { step } = splitItem.rule as { step: number };
  for (const phone of phones) {
    const titles = titlesOf(splitItem, phone.words.language);
    await phone.addMoney(titles[1]!, 8, step, 'key');
    await phone.addMoney(titles[2]!, 11, step, 'key');
    await phone.addMoney(titles[5]!, 1, step, 'key');
    await phone.isSaved();
  }
  await expectWell(everywhere('splitting money'));
  await lead().step('stop_ballot');
  await lead().step('show_result');
  for (const phone of phones) await expect(phone.main).toContainText(phone.words.say('result.intro_own'));
  await expectWell(everywhere('result of the split'));
});

test('preparing while the meeting is live', async () => {
  for (const desk of desks) {
    await desk.press('facilitator.prepare');
    await desk.press('form.edit_named', { name: dotsItem.title[desk.words.language] });
  }
  await expectWell(atDesks('editing an item'));
  for (const desk of desks) {
    await desk.press('facilitator.proposals');
    await desk.press('paste.from_sheet');
    await desk.page.getByLabel(desk.words.say('paste.field')).fill('Ny bänk\tinte ett tal\n');
  }
  await expectWell(atDesks('pasting proposals'));
  for (const desk of desks) await desk.press('facilitator.groups');
  await expectWell(atDesks('groups'));
  for (const desk of desks) await desk.press('facilitator.about_meeting');
  await expectWell(atDesks('about the meeting'));
  for (const desk of desks) await desk.page.getByRole('main').getByRole('button', { name: desk.words.say('facilitator.back_to_meeting') }).click();
});

test('a countdown', async () => {
  await goTo(itemOf('discussion').title);
  await lead().press('facilitator.timer_start');
  await expect(screens[0]!.page.getByRole('timer')).toBeVisible();
  await expectWell(everywhere('a countdown'));
});

test('the closed meeting, its look-through and its archive', async () => {
  const other = lead().page.getByRole('region', { name: words.sv.say('facilitator.other_ways') });
  const close = { name: words.sv.say('facilitator.step_close_meeting') };
  await other.getByRole('button', close).click();
  await other.getByRole('group', close).getByRole('button', close).click();
  await phones[0]!.seesItem(words.sv.say('closed.title'));
  for (const desk of desks) await expect(desk.page.getByRole('main')).toContainText(desk.words.say('facilitator.look_through'));
  await expectWell(everywhere('closed'));
  await lead().step('publish_public');
  await expect(lead().page.getByRole('link', { name: words.sv.say('facilitator.read_archive') })).toBeVisible();
  await expectWell([...onPhones('published'), ...atDesks('published')]);
  await expectPagesWell('archive', '/archive');
  const path = new URL(phones[0]!.page.url()).pathname.replace('/m/', '/archive/');
  await expectPagesWell('archived meeting', path);
});

/** Straight to an item, wherever the meeting is. */
async function goTo(title: Record<Language, string>): Promise<void> {
  await lead().press('facilitator.go_to');
  await lead().page.getByLabel(words.sv.say('facilitator.go_where')).selectOption({ label: title.sv });
  await lead().press('facilitator.go');
  await Promise.all([...desks, ...phones, ...screens].map((face) => face.seesItem(title[face.words.language])));
}
