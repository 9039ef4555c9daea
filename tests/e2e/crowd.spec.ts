import { expect, test } from '@playwright/test';
import { itemOf, titlesOf } from './support/demo.ts';
import { holdMeeting } from './support/hold_meeting.ts';
import type { Facilitator, Meeting, Phone, Screen } from './support/meeting.ts';
import { atFacilitator, onPhone, onScreen } from './support/results.ts';
import { countDots, randomDots, randomNumbers } from './support/votes.ts';
import { Words } from './support/words.ts';

// A hall of real browser pages in one vote: all of them are shown the sum of what they cast.
test.setTimeout(300_000);

const count = Number(process.env['TORG_BROWSER_PHONES'] ?? 40);
/** So many pages are loaded or pressed at a time: the machine is one, the phones are many. */
const atOnce = 8;
const words = new Words('sv');
const say = words.say.bind(words);
const item = itemOf('dots');
const titles = titlesOf(item);
const { dots, max_per_option: most } = item.rule as { dots: number; max_per_option: number };
const random = randomNumbers(40);
const ballots = Array.from({ length: count }, () => randomDots(Object.keys(titles).map(Number), dots, most, random));

let meeting: Meeting;
let desk: Facilitator;
let screen: Screen;
const phones: Phone[] = [];

/** In groups, each begun when the one before is done. */
async function inTurn<T>(all: readonly T[], act: (one: T, place: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += atOnce) {
    await Promise.all(all.slice(from, from + atOnce).map((one, place) => act(one, from + place)));
  }
}

holdMeeting((held) => {
  meeting = held;
});

test(`${count} phones come in and are counted`, async () => {
  desk = await meeting.facilitator();
  screen = await meeting.screen();
  await inTurn(ballots, async (_, place) => {
    phones[place] = await meeting.phone(`phone ${place}`);
    await phones[place].isIn();
  });
  await expect(screen.main).toHaveText(new RegExp(`${count}\\s*${say('screen.joined', { n: count })}`));
});

test('all of them vote, and all are shown the same result', async () => {
  await desk.step('start_meeting');
  await desk.goTo(item.title.sv);
  await desk.step('open_ballot');
  await inTurn(phones, (phone, place) => phone.castDots(titles, ballots[place]!, 'key'));
  await desk.seesTurnout(count, count);
  await screen.seesTurnout(count, count);

  await desk.step('stop_ballot');
  const lot = await desk.lot();
  await desk.step('show_result');
  const expected = countDots(lot, ballots).map((row) => ({ option: row.option, figure: String(row.dots) }));
  await expect.poll(() => atFacilitator(desk, titles, 'dots')).toEqual(expected);
  expect(await onScreen(screen, titles, 'dots')).toEqual(expected);
  await inTurn(phones, async (phone) => {
    await expect(phone.main).toContainText(say('result.intro_own'));
    expect(await onPhone(phone, titles, 'dots')).toEqual(expected);
  });
});
