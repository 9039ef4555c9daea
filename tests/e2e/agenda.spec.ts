import { expect, test } from '@playwright/test';
import { archivedFile, marksSorted, shownBoxes } from './support/archived_boxes.ts';
import { boundsOf, demo, itemOf, titlesOf } from './support/demo.ts';
import { holdMeeting } from './support/hold_meeting.ts';
import { flexible, type Facilitator, type Meeting, type Phone, type Screen } from './support/meeting.ts';
import { EqualShares } from './support/equal_shares.ts';
import { atFacilitator, groupTable, inArchive, onPhone, onScreen, type ShownRow } from './support/results.ts';
import type { TorgServer } from './support/torg_server.ts';
import { countChoices, countDots, meanOfSplits, randomDots, randomNumbers, randomSplit, type Marks } from './support/votes.ts';
import { flat, Words } from './support/words.ts';

// A whole evening: twelve phones, a facilitator, a screen, and the archive afterwards. The tests
// follow each other like the items of the agenda.

const words = new Words('sv');
const say = words.say.bind(words);
const count = 12;
const titles = demo.items.map((item) => item.title.sv);
const title = (place: number) => titles[place - 1]!;
const random = randomNumbers(2026);

let server: TorgServer;
let meeting: Meeting;
let desk: Facilitator;
let screen: Screen;
let phones: Phone[];

const phone = (place: number) => phones[place]!;
const everyone = <T>(act: (phone: Phone, place: number) => Promise<T>, who: readonly Phone[] = phones) =>
  Promise.all(who.map((one) => act(one, phones.indexOf(one))));
/** Every other phone by the keyboard. */
const by = (place: number) => (place % 2 === 0 ? 'tap' : 'key');
const everyoneSees = (item: string) =>
  Promise.all([...phones.map((one) => one.seesItem(item)), desk.seesItem(item), screen.seesItem(item)]);

holdMeeting(async (held) => {
  meeting = held;
  server = held.server;
  [desk, screen] = await Promise.all([meeting.facilitator(), meeting.screen()]);
  phones = [];
});

test('twelve phones come in by the link, and some say which group they belong to', async () => {
  phones = await Promise.all(Array.from({ length: count }, (_, place) => meeting.phone(`phone ${place}`)));
  await everyone(async (one, place) => {
    await one.isIn();
    // What is copied from the address lets nobody else in.
    await expect(one.page).toHaveURL(/\/m\/[a-z0-9]{10}$/);
    const group = groupOf(place);
    if (group) await one.chooseGroup(group);
  });
  await expect(screen.main).toHaveText(new RegExp(`${count}\\s*${say('screen.joined', { n: count })}`));
  await expect(desk.page.getByRole('main')).toHaveText(new RegExp(`${count}\\s*${say('facilitator.joined', { n: count })}`));
});

/** Five are of one village, the others do not say. */
function groupOf(place: number): string | undefined {
  return place < 5 ? demo.groups[0]!.name.sv : undefined;
}

test('the meeting starts, everyone follows, and an item is skipped with its reason', async () => {
  await desk.step('start_meeting');
  await everyoneSees(title(1));
  await desk.next(title(2));
  await everyoneSees(title(2));
  await desk.giveReason('facilitator.skip', 'facilitator.skip', 'Alla har redan berättat.');
  await expect(desk.page.getByRole('navigation', { name: say('facilitator.agenda') })).toContainText('Alla har redan berättat.');
  await expect(phone(0).main).toContainText(say('lobby.between'));
  await desk.next(title(3));
  await everyoneSees(title(3));
});

const ideas = ['Bänkar längs ån', 'Fler bänkar vid ån', 'Gratis buss till badet'] as const;
/** The numbers that the ideas got, which they keep as options. */
let ideaNumbers: number[];

test('ideas are written on phones, and stand on the screen once they are released', async () => {
  for (const [place, idea] of ideas.entries()) {
    const writer = phone(place);
    await writer.page.getByLabel(say('ideas.title')).fill(idea);
    await writer.page.getByRole('button', { name: say('ideas.submit') }).tap();
    await expect(writer.main).toContainText(say('ideas.state_submitted'));
  }
  await expect(desk.page.getByRole('heading', { name: say('facilitator.n_waiting', { n: 3 }) })).toBeVisible();
  await expect(screen.main).toContainText(say('screen.ideas_write'));
  await expect(screen.main).not.toContainText(ideas[0]);
  await expect(phone(7).main).not.toContainText(ideas[0]);

  await desk.press('facilitator.release_named', { name: ideas[0] });
  await expect(screen.main).toContainText(ideas[0]);
  await expect(phone(7).main).toContainText(ideas[0]);
  await expect(phone(0).main).toContainText(say('ideas.state_released'));
  await expect(screen.main).not.toContainText(ideas[2]);

  await desk.press('facilitator.release_named', { name: ideas[2] });
  await expect(screen.main).toContainText(ideas[2]);
  await desk.press('facilitator.hide_named', { name: ideas[2] });
  await expect(screen.main).not.toContainText(ideas[2]);
  await desk.page.getByText(say('facilitator.n_away', { n: 1 })).click();
  await desk.press('facilitator.restore_named', { name: ideas[2] });
  await expect(screen.main).toContainText(ideas[2]);

  ideaNumbers = await Promise.all([0, 1, 2].map((place) => numberOf(phone(place), ideas[place]!)));
  await desk.press('facilitator.merge_named', { name: ideas[1] });
  await desk.page.getByLabel(say('facilitator.merge_into')).selectOption({ label: `${ideaNumbers[0]}. ${ideas[0]}` });
  await desk.press('facilitator.merge_do');
  await expect(phone(1).main).toContainText(say('ideas.state_merged', { number: String(ideaNumbers[0]) }));

  await desk.press('facilitator.use_in', { n: 2, title: itemOf('dots').title.sv });
  await expect(desk.page.getByRole('main')).toContainText(say('facilitator.all_used', { title: itemOf('dots').title.sv }));
});

async function numberOf(writer: Phone, idea: string): Promise<number> {
  const row = writer.page.getByRole('listitem').filter({ hasText: idea }).first();
  return Number(/\d+/.exec(await row.innerText())?.[0]);
}

const dotsItem = itemOf('dots');
const dotTitles: Record<number, string> = titlesOf(dotsItem);
const { dots, max_per_option: mostDots, top } = dotsItem.rule as { dots: number; max_per_option: number; top: number };
const dotOptions = () => Object.keys(dotTitles).map(Number).sort((a, b) => a - b);
const someDots = () => randomDots(dotOptions(), dots, mostDots, random);

test('a round of dots is declared void with a reason', async () => {
  await desk.next(title(4));
  await everyoneSees(title(4));
  await desk.next(dotsItem.title.sv);
  for (const place of [0, 2]) dotTitles[ideaNumbers[place]!] = ideas[place]!;
  await Promise.all(phones.map((one) => expect(one.main).toContainText(say('ballot.not_open'))));
  // An idea keeps its number as an option.
  await expect(phone(9).main).toHaveText(new RegExp(`${ideaNumbers[2]}\\s*${flexible(ideas[2])}`));

  await desk.step('open_ballot');
  await everyone((one, place) => one.castDots(dotTitles, someDots(), by(place)), phones.slice(0, 6));
  await desk.seesTurnout(6, count);
  await screen.seesTurnout(6, count);

  const reason = 'Två förslag saknades i listan.';
  await desk.giveReason('facilitator.redo', 'facilitator.void', reason);
  await everyone((one) => expect(one.main).toContainText(say('ballot.void', { reason })));
  await expect(screen.main).toContainText(reason);
  await expect(screen.main).toContainText(say('screen.void'));
});

/** What each phone has in the box in the end. */
const dotBallots: (Marks | 'abstained')[] = [];
/** Of the round that counts. */
let lot: number[] = [];

test('a phone that is reloaded in the middle of its ballot has it still', async () => {
  await desk.step('open_round', { round: 2 });
  await screen.seesTurnout(0, count);
  for (let place = 0; place < count; place += 1) dotBallots.push(place === 11 ? 'abstained' : someDots());

  const one = phone(3);
  const [first, second] = [dotTitles[1]!, dotTitles[5]!];
  await one.addDots(first, 2);
  await one.addDots(second, 1);
  await one.isSaved();
  await one.page.reload();
  await one.showsDots(first, 2, mostDots);
  await one.showsDots(second, 1, mostDots);
  await expect(one.bar).toContainText(say('dots.left', { n: dots - 3 }));
  // The same participant as before: one ballot, and nobody new in the hall.
  await desk.seesTurnout(1, count);
  await one.removeDots(first, 2);
  await one.removeDots(second, 1);
  await desk.seesTurnout(0, count);
  await one.castDots(dotTitles, dotBallots[3] as Marks);
  await desk.seesTurnout(1, count);
});

test('the server is killed while the ballot is open, and nobody notices more than a wait', async () => {
  await everyone((one, place) => one.castDots(dotTitles, dotBallots[place] as Marks, by(place)), [0, 1, 2, 4, 5].map(phone));
  await desk.seesTurnout(6, count);

  await server.kill();
  const one = phone(7);
  const begun = Number(Object.keys(dotBallots[7]!)[0]);
  await one.addDots(dotTitles[begun]!, 1);
  await one.isWaiting();
  await server.startAgain();

  // What was tapped while the server was away is sent, and the ballots of before still stand.
  await one.isSaved();
  await desk.seesTurnout(7, count);
  await screen.seesTurnout(7, count);
  await everyone((other, place) => other.showsDots(...standing(place)), [0, 1, 2, 3, 4, 5].map(phone));

  const rest = { ...(dotBallots[7] as Marks) };
  rest[begun] = rest[begun]! - 1;
  await one.castDots(dotTitles, rest);
  await everyone((other, place) => other.castDots(dotTitles, dotBallots[place] as Marks, by(place)), [6, 8, 9, 10].map(phone));
  await phone(11).page.getByRole('button', { name: say('ballot.abstain') }).tap();
  await expect(phone(11).main).toContainText(say('ballot.abstaining'));
  await desk.seesTurnout(count, count);
});

/** The first option that a phone gave dots to, and how many. */
function standing(place: number): [string, number, number] {
  const [option, given] = Object.entries(dotBallots[place]!)[0]!;
  return [dotTitles[Number(option)]!, given as number, mostDots];
}

test('a stopped ballot is opened again, and a mind is changed', async () => {
  await phone(10).page.getByRole('button', { name: say('ballot.ask_time') }).tap();
  await expect(phone(10).main).toContainText(say('ballot.asked_time'));
  await expect(desk.page.getByRole('main')).toHaveText(new RegExp(`${say('facilitator.want_time')}\\s*1`));

  await desk.step('stop_ballot');
  await everyone((one) => expect(one.main).toContainText(say('ballot.stopped')));
  await expect(screen.main).toContainText(say('screen.vote_stopped'));
  await desk.press('facilitator.reopen');
  await desk.seesTurnout(count, count);

  const before = dotBallots[2] as Marks;
  const from = Number(Object.keys(before)[0]);
  const to = dotOptions().find((option) => before[option] === undefined)!;
  const after: Record<number, number> = { ...before, [to]: 1, [from]: before[from]! - 1 };
  await phone(2).removeDots(dotTitles[from]!, 1);
  await phone(2).addDots(dotTitles[to]!, 1);
  await phone(2).isSaved();
  dotBallots[2] = after;
  await desk.step('stop_ballot');
});

test('the dots that everyone is shown are those that were put', async () => {
  // Until it is shown, nothing but the turnout has left the box.
  await expect(screen.main).toContainText(say('screen.hidden'));
  lot = await desk.lot();
  expect([...lot].sort((a, b) => a - b)).toEqual([...dotOptions()].sort((a, b) => a - b));
  await desk.step('show_result');
  await everyone((one) => expect(one.page.getByRole('heading', { level: 1 })).toHaveText(say('ballot.result_of', { title: dotsItem.title.sv })));

  const ballots = dotBallots.filter((ballot) => ballot !== 'abstained');
  const expected = countDots(lot, ballots);
  const shown: ShownRow[] = expected.map((row) => ({ option: row.option, figure: String(row.dots) }));
  expect(await onScreen(screen, dotTitles, 'dots')).toEqual(shown);
  await expect.poll(() => atFacilitator(desk, dotTitles, 'dots')).toEqual(shown);
  await everyone(async (one, place) => {
    expect(await onPhone(one, dotTitles, 'dots')).toEqual(shown);
    const own = dotBallots[place]!;
    const marked = await one.main.getByText(new RegExp(`^${say('result.own', { amount: '\\d+' })}`)).allInnerTexts();
    const given = own === 'abstained' ? [] : expected.map((row) => own[row.option] ?? 0).filter((number) => number > 0);
    expect(marked.map(flat)).toEqual(given.map((number) => say('result.own', { amount: say('dots.figure', { n: number }) })));
  });
  const notes = [say('result.cast', { n: count }), say('result.abstained', { n: 1 }), say('result.dots_total', { n: dots * 11 })].join(' ');
  await expect(phone(0).main).toContainText(notes);
  await expect(screen.main).toContainText(notes);

  // Two classes of five ballots and more can be told apart.
  const table = await groupTable(phone(8).page, words);
  expect(table.columns).toEqual([`${demo.groups[0]!.name.sv} (5)`, `${say('archive.no_group')} (6)`]);
  const [ofVillage, ofOthers] = [ballots.slice(0, 5), ballots.slice(5)].map((some) => countDots(lot, some));
  const dotsFor = (rows: typeof ofVillage, option: number) => String(rows!.find((row) => row.option === option)!.dots);
  expect(table.rows).toEqual(expected.map(({ option }) => [option, [dotsFor(ofVillage, option), dotsFor(ofOthers, option)]]));
});

test('a break and a talk with a countdown that everyone sees', async () => {
  // Whoever read to the end of the result begins the next item at its top.
  await phone(5).page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await desk.next(title(6));
  await everyoneSees(title(6));
  expect(await phone(5).page.evaluate(() => window.scrollY)).toBe(0);
  // Nothing of the pages that the result had.
  await expect(screen.main).not.toContainText(say('screen.page', { page: 1, count: 2 }));
  await expect(phone(0).main).toContainText(say('item.break'));
  await desk.next(title(7));
  await everyoneSees(title(7));
  await desk.press('facilitator.timer_start');
  await Promise.all([desk.page, screen.page, phone(4).page].map((page) => expect(page.getByRole('timer')).toHaveText(/\d+:\d\d/)));
});

const pollItem = itemOf('poll');
const pollTitles = titlesOf(pollItem);
const pollOptions = Object.keys(pollTitles).map(Number);
const choices: (number | undefined)[] = [];

test('a question is answered, and one answer is taken back', async () => {
  await desk.next(pollItem.title.sv);
  await everyoneSees(pollItem.title.sv);
  await phone(4).chooseGroup(demo.groups[1]!.name.sv);
  await desk.step('open_ballot');
  for (let place = 0; place < count; place += 1) choices.push(pollOptions[Math.min(random(3), random(3))]);
  await everyone(async (one, place) => {
    await one.page.getByRole('radio', { name: pollTitles[choices[place]!]! }).check();
    await one.isSaved();
  });
  await desk.seesTurnout(count, count);
  await phone(8).page.getByRole('button', { name: say('ballot.take_back') }).tap();
  choices[8] = undefined;
  await desk.seesTurnout(count - 1, count);
  await desk.step('stop_ballot');
  await desk.step('show_result');

  const counted = countChoices(pollOptions, choices.filter((choice) => choice !== undefined));
  const shown = pollOptions.map((option) => ({ option, figure: String(counted.get(option)) }));
  await everyone((one) => expect(one.page.getByRole('heading', { level: 1 })).toHaveText(say('ballot.result_of', { title: pollItem.title.sv })));
  await everyone(async (one) => expect(await onPhone(one, pollTitles, 'dots')).toEqual(shown));
  await expect.poll(() => atFacilitator(desk, pollTitles, 'dots')).toEqual(shown);
  expect(await onScreen(screen, pollTitles, 'dots')).toEqual(shown);
  await expect(phone(0).main).toContainText(say('result.own_choice'));
  await expect(phone(8).main).not.toContainText(say('result.own_choice'));
  // One has changed village: told apart, the figures of either would give somebody away.
  await expect(phone(0).main).not.toContainText(say('archive.by_group'));
});

const splitItem = itemOf('split');
const splitTitles = titlesOf(splitItem);
const splitOptions = Object.keys(splitTitles).map(Number);
const { pot, step, rounding } = splitItem.rule as { pot: number; step: number; rounding: number };
const splits: Marks[] = [];

test('a bag of money is split by everyone', async () => {
  await desk.next(splitItem.title.sv);
  await everyoneSees(splitItem.title.sv);
  await desk.step('open_ballot');
  for (let place = 0; place < count; place += 1) splits.push(randomSplit(splitOptions, pot, step, boundsOf(splitItem), random));
  // One leaves most of the money where it is.
  splits[11] = { 2: 4 * step };
  await everyone((one, place) => one.castSplit(splitTitles, splits[place]!, step, by(place)));
  await desk.seesTurnout(count, count);

  // A phone cannot give out more than there is.
  const one = phone(0);
  await expect(one.bar).toHaveText(new RegExp(flexible(say('money.left', { amount: words.money(0) }))));
  await one.addMoney(splitTitles[3]!, 1, step, 'key');
  await expect(one.bar).toContainText(say('money.none_left'));
  await one.showsMoney(splitTitles[3]!, splits[0]![3] ?? 0);
  await expect(phone(11).bar).toContainText(say('money.counts_when_all'));

  await desk.step('stop_ballot');
  await desk.step('show_result');
  const shown = shownSplit();
  await everyone((other) => expect(other.page.getByRole('heading', { level: 1 })).toHaveText(say('ballot.result_of', { title: splitItem.title.sv })));
  await everyone(async (other) => expect(await onPhone(other, splitTitles, 'money')).toEqual(shown));
  await expect.poll(() => atFacilitator(desk, splitTitles, 'money')).toEqual(shown);
  expect(await onScreen(screen, splitTitles, 'money')).toEqual(shown);
  await expect(phone(0).main).toContainText(say('result.incomplete', { n: 1 }));
});

function shownSplit(): ShownRow[] {
  const amounts = meanOfSplits(splitOptions, splits.slice(0, 11), rounding);
  expect([...amounts.values()].reduce((total, one) => total + one, 0)).toBe(pot);
  return splitOptions.map((option) => ({ option, figure: flat(words.money(amounts.get(option)!)) }));
}

const fundItem = itemOf('fund');
const fundTitles = titlesOf(fundItem);
const fundPot = fundItem.rule!.pot!;
const projects = fundItem.options!.map(({ option, cost }) => ({ option, cost: cost! }));
const chosenProjects: number[][] = [];

test('everyone sees where the money stands', async () => {
  await desk.next(title(10));
  await everyoneSees(title(10));
  for (const face of [phone(0).main, screen.main]) await expect(face).toContainText(words.money(575_000));
});

test('projects get money by equal shares, and everyone is told which and why', async () => {
  await desk.next(fundItem.title.sv);
  await everyoneSees(fundItem.title.sv);
  await desk.step('open_ballot');
  const most = fundItem.rule!.max_choices!;
  for (let place = 0; place < count; place += 1) {
    const drawn = projects.map(({ option }) => option).map((option) => ({ option, at: random(1_000_000) })).sort((a, b) => a.at - b.at).map(({ option }) => option);
    chosenProjects.push(drawn.slice(0, place === 11 ? 1 : most).sort((a, b) => a - b));
  }
  await everyone(async (one, place) => {
    for (const option of chosenProjects[place]!) {
      await one.page.getByRole('checkbox', { name: say('fund.choose_one', { option: fundTitles[option]! }) }).check();
    }
    await one.isSaved();
  });
  await desk.seesTurnout(count, count);
  // Up to the maximum and not beyond.
  const another = projects.find(({ option }) => !chosenProjects[0]!.includes(option))!;
  await phone(0).page.getByRole('checkbox', { name: say('fund.choose_one', { option: fundTitles[another.option]! }) }).click();
  await expect(phone(0).page.getByRole('checkbox', { checked: true })).toHaveCount(most);

  const drawnLot = await desk.lot();
  await desk.step('stop_ballot');
  await desk.step('show_result');
  const counted = new EqualShares(projects, drawnLot, chosenProjects, fundPot);
  const funded = counted.funded();
  const spent = projects.reduce((sum, { option, cost }) => sum + (funded.includes(option) ? cost : 0), 0);
  await everyone(async (one, place) => {
    await expect(one.page.getByRole('heading', { name: say('fund.funded_title', { n: funded.length }) })).toBeVisible();
    await expect(one.main).toHaveText(new RegExp(flexible(`${words.money(spent)} ${say('fund.spent_of', { pot: words.money(fundPot) })}`)));
    const shown = await onPhone(one, fundTitles, 'dots');
    expect(new Set(shown.map((row) => row.option))).toEqual(new Set(funded));
    for (const row of shown) expect(row.figure).toBe(String(counted.votes(row.option)));
    const ownFunded = chosenProjects[place]!.filter((option) => funded.includes(option)).length;
    await expect(one.main).toContainText(say('fund.own_funded', { n: ownFunded, count: chosenProjects[place]!.length }));
  });
  await expect(screen.main).toHaveText(new RegExp(flexible(words.money(spent))));

  // What other rules would have given, on the wall when the facilitator asks for it.
  await desk.press('facilitator.compare_show');
  await expect(screen.main).toContainText(say('rule.greedy'));
  await desk.press('facilitator.compare_hide');
  await expect(screen.main).toHaveText(new RegExp(flexible(words.money(spent))));
});

test('the meeting is closed, looked through and published', async () => {
  await desk.next(title(12));
  await desk.next(title(13));
  await everyoneSees(title(13));
  await desk.step('close_meeting');
  await expect(desk.page.getByRole('main')).toContainText(say('facilitator.ask_close'));
  await desk.step('close_meeting');
  await everyone((one) => one.seesItem(say('closed.title')));
  await screen.seesItem(say('closed.title'));

  const archive = await meeting.page('archive before', 'sv');
  await archive.goto(server.links.archive);
  await expect(archive.getByRole('main')).toContainText(say('archive.none'));

  await expect(desk.page.getByRole('main')).toContainText(say('facilitator.look_through'));
  await desk.page.getByRole('radio', { name: say('facilitator.publish_public') }).check();
  await desk.step('publish_public');
  await expect(desk.page.getByRole('link', { name: say('facilitator.read_archive') })).toBeVisible();
  await expect(phone(0).page.getByRole('link', { name: say('closed.archive') })).toBeVisible();
});

test('the archive has the same figures, on the page and in what can be downloaded', async ({ request }) => {
  const page = await meeting.page('archive', 'sv', { javaScriptEnabled: false });
  await page.goto(server.links.archive);
  await page.getByRole('link', { name: demo.title.sv }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(demo.title.sv);
  for (const [key, n] of [['people', count], ['votes', 4], ['ballots', count + (count - 1) + count + count]] as const) {
    await expect(page.getByText(say(`archive.figure_${key}`, { n }), { exact: true }).locator('..')).toHaveText(new RegExp(`${n}\\s*$`));
  }

  const expectedDots = countDots(lot, dotBallots.filter((ballot) => ballot !== 'abstained'));
  const dotRows = await inArchive(page, dotsItem.title.sv);
  expect(dotRows.map((row) => row.slice(-2))).toEqual(expectedDots.map((row) => [String(row.supporters), String(row.dots)]));
  dotRows.forEach((row, place) => {
    const { option } = expectedDots[place]!;
    expect(row[0]).toContain(`${say('common.number')} ${option} ${flat(dotTitles[option]!)}`);
  });
  const dotSection = page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: dotsItem.title.sv }) });
  await expect(dotSection).toContainText('Två förslag saknades i listan.');
  const atCut = expectedDots.filter((row) => row.dots === expectedDots[top - 1]!.dots).map((row) => row.option);
  const tied = expectedDots[top]!.dots === expectedDots[top - 1]!.dots;
  await expect(dotSection).toContainText(tied ? say('archive.why.dots_cut', { options: atCut.join(', ') }) : say('archive.cut', { n: top }));
  await expect(page.getByText(say('archive.skipped', { reason: 'Alla har redan berättat.' }))).toBeVisible();

  const counted = countChoices(pollOptions, choices.filter((choice) => choice !== undefined));
  expect((await inArchive(page, pollItem.title.sv)).map((row) => row.at(-1))).toEqual(pollOptions.map((option) => String(counted.get(option))));
  const shownMoney = shownSplit().map((row) => row.figure);
  expect((await inArchive(page, splitItem.title.sv)).map((row) => row.at(-1))).toEqual(shownMoney);

  // The ballots themselves, so that anyone can count again.
  const boxes = await shownBoxes(page.url(), request);
  expect(boxes.map((box) => box.count)).toEqual([count, count - 1, count, count]);
  expect(boxes[0]!.marks()).toEqual(marksSorted(dotBallots.filter((ballot) => ballot !== 'abstained')));
  expect(boxes[2]!.marks()).toEqual(marksSorted(splits));
  expect(boxes[3]!.choices()).toEqual(chosenProjects.map((chosen) => JSON.stringify(chosen)).sort());

  const sheet = flat(await (await request.get(archivedFile(page.url(), '.csv?lang=sv'))).text());
  for (const row of expectedDots) expect(sheet).toContain(dotTitles[row.option]!);
});

test('the archive is still there after a restart, and phones can still read it', async () => {
  await server.kill();
  await server.startAgain();
  const page = await meeting.page('archive later', 'en');
  await page.goto(server.links.archive);
  await page.getByRole('link', { name: demo.title.en }).click();
  const expected = countDots(lot, dotBallots.filter((ballot) => ballot !== 'abstained'));
  const rows = await inArchive(page, dotsItem.title.en);
  expect(rows.map((row) => row.at(-1))).toEqual(expected.map((row) => String(row.dots)));
  await phone(6).page.reload();
  await phone(6).seesItem(say('closed.title'));
});
