import { expect, test, type Page } from '@playwright/test';
import { demo, itemOf, titlesOf } from './support/demo.ts';
import { holdMeeting } from './support/hold_meeting.ts';
import type { Facilitator, Meeting, Phone } from './support/meeting.ts';
import { Words } from './support/words.ts';

// Without a finger or a mouse: everything below is pressed on a keyboard, by whoever leads and by
// whoever votes.

const words = new Words('en');
const say = words.say.bind(words);
const dotsItem = itemOf('dots');
const splitItem = itemOf('split');

let meeting: Meeting;
let desk: Facilitator;
let phone: Phone;

holdMeeting(async (held) => {
  meeting = held;
  desk = await meeting.facilitator({ language: 'en' });
  phone = await meeting.phone('keyboard', { language: 'en', hasTouch: false, isMobile: false });
  await phone.isIn();
});

/** Tab until the element with this name has the focus; it must be seen that it has. */
async function tabTo(page: Page, name: string, most = 120): Promise<void> {
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const style = getComputedStyle(element);
      const label = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels?.[0] : undefined;
      return {
        name: (element.getAttribute('aria-label') ?? label?.innerText ?? element.innerText ?? '').replace(/\s+/g, ' ').trim(),
        ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
      };
    });
    if (at.name !== name.replace(/\s+/g, ' ')) continue;
    expect(at.ring, `${name} shows that it has the focus`).toBe(true);
    return;
  }
  throw new Error(`Tab never came to ${name}.`);
}

test('the meeting is led from the first item to an open vote', async () => {
  await expect(desk.button('facilitator.step_start_meeting')).toBeEnabled();
  await desk.page.keyboard.press('Alt+n');
  await desk.seesItem(demo.items[0]!.title.en);
  await expect(desk.button('facilitator.step_next_item')).toBeEnabled();
  await tabTo(desk.page, say('facilitator.step_next_item'));
  await desk.page.keyboard.press('Enter');
  await desk.seesItem(demo.items[1]!.title.en);
  await desk.page.keyboard.press('Alt+b');
  await desk.seesItem(demo.items[0]!.title.en);
  const place = demo.items.indexOf(dotsItem);
  for (const item of demo.items.slice(1, place + 1)) {
    await expect(desk.button('facilitator.step_next_item')).toBeEnabled();
    await desk.page.keyboard.press('Alt+n');
    await desk.seesItem(item.title.en);
  }
  await expect(desk.button('facilitator.step_open_ballot')).toBeEnabled();
  await desk.page.keyboard.press('Alt+n');
  await desk.seesTurnout(0, 1);
});

test('dots are put, taken away and put again', async () => {
  const titles = titlesOf(dotsItem, 'en');
  const { dots, max_per_option: most } = dotsItem.rule as { dots: number; max_per_option: number };
  const { keyboard } = phone.page;
  await tabTo(phone.page, say('dots.add', { option: titles[1]! }));
  await keyboard.press('Enter');
  await keyboard.press('Space');
  await phone.showsDots(titles[1]!, 2, most);
  await keyboard.press('-');
  await phone.showsDots(titles[1]!, 1, most);
  await tabTo(phone.page, say('dots.add', { option: titles[3]! }));
  for (let press = 0; press < most + 1; press += 1) await keyboard.press('+');
  await phone.showsDots(titles[3]!, most, most);
  // Why no more can be put is said where what is left is said.
  await expect(phone.bar).toContainText(say('dots.option_full', { n: most }));
  await phone.isSaved();
  await expect(phone.bar).toContainText(say('dots.left', { n: dots - most - 1 }));
  await desk.seesTurnout(1, 1);
});

test('the vote is stopped and shown, and the money is split', async () => {
  for (const step of ['stop_ballot', 'show_result', 'next_item']) {
    await expect(desk.button(`facilitator.step_${step}`)).toBeEnabled();
    await desk.page.keyboard.press('Alt+n');
  }
  await desk.seesItem(demo.items[demo.items.indexOf(dotsItem) + 1]!.title.en);
  await tabTo(desk.page, say('facilitator.go_to'));
  await desk.page.keyboard.press('Enter');
  await tabTo(desk.page, say('facilitator.go_where'));
  await desk.page.keyboard.type(splitItem.title.en);
  await tabTo(desk.page, say('facilitator.go'));
  await desk.page.keyboard.press('Enter');
  await desk.seesItem(splitItem.title.en);
  await expect(desk.button('facilitator.step_open_ballot')).toBeEnabled();
  await desk.page.keyboard.press('Alt+n');
  await desk.seesTurnout(0, 1);

  const titles = titlesOf(splitItem, 'en');
  const { pot, step } = splitItem.rule as { pot: number; step: number };
  const shares: Record<number, number> = { 1: 8, 2: 6, 4: 5, 5: 1 };
  for (const [option, times] of Object.entries(shares)) {
    await tabTo(phone.page, say('money.add', { step: words.money(step), option: titles[Number(option)]! }));
    for (let press = 0; press < times; press += 1) await phone.page.keyboard.press('+');
    await phone.showsMoney(titles[Number(option)]!, times * step);
  }
  expect(Object.values(shares).reduce((sum, times) => sum + times * step, 0)).toBe(pot);
  await phone.isSaved();
  for (const next of ['stop_ballot', 'show_result']) {
    await expect(desk.button(`facilitator.step_${next}`)).toBeEnabled();
    await desk.page.keyboard.press('Alt+n');
  }
  for (const [option, times] of Object.entries(shares)) {
    await expect(phone.main).toContainText(say('result.own', { amount: words.money(times * step) }).replace(/\s+/g, ' '));
    await expect(desk.page.getByRole('main')).toContainText(titles[Number(option)]!);
  }
});
