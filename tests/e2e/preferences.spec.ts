import { expect, test, type Page } from '@playwright/test';
import { itemOf, titlesOf } from './support/demo.ts';
import { holdMeeting } from './support/hold_meeting.ts';
import type { Facilitator, Meeting, Phone } from './support/meeting.ts';
import { settled } from './support/layout.ts';
import { Words } from './support/words.ts';

// What people have set in their system: colours of their own, and nothing that moves.

const words = new Words('sv');
const say = words.say.bind(words);
const dotsItem = itemOf('dots');
const splitItem = itemOf('split');
const pollItem = itemOf('poll');

let meeting: Meeting;
let desk: Facilitator;
let phone: Phone;

holdMeeting((held) => {
  meeting = held;
});

/** Whether the element looks different afterwards, without the focus being on it. */
async function changes(page: Page, element: ReturnType<Page['locator']>, act: () => Promise<unknown>): Promise<boolean> {
  const before = await element.screenshot({ animations: 'disabled' });
  await act();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await settled(page);
  return !before.equals(await element.screenshot({ animations: 'disabled' }));
}

/** Tab through the page: what has the focus shows it by an outline, which forced colours leave alone. */
async function expectRings(page: Page, atLeast: number): Promise<void> {
  const seen = new Set<string>();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return undefined;
      const style = getComputedStyle(element);
      return { name: element.outerHTML.slice(0, 120), ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 };
    });
    if (!at) break;
    expect(at.ring, at.name).toBe(true);
    seen.add(at.name);
  }
  expect(seen.size).toBeGreaterThanOrEqual(atLeast);
}

test('with forced colours, what has the focus and what is chosen is seen', async () => {
  phone = await meeting.phone('own colours', { forcedColors: 'active' });
  await phone.isIn();
  desk = await meeting.facilitator({ forcedColors: 'active' });
  await desk.step('start_meeting');
  await desk.goTo(dotsItem.title.sv);
  await desk.step('open_ballot');
  expect(await phone.page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true);
  const [first] = Object.values(titlesOf(dotsItem));
  const stepper = phone.page.getByRole('group', { name: first!, exact: true });
  await expect(stepper).toBeVisible();
  expect(await changes(phone.page, stepper.locator('.sockets, .dot-count'), () => phone.addDots(first!, 1)), 'a dot that was put').toBe(true);
  await expectRings(phone.page, 15);
  await expectRings(desk.page, 12);
  await desk.step('stop_ballot');
  await desk.step('show_result');
  await expect(phone.main).toContainText(say('result.intro_own'));
  // A bar is drawn by its ground, which forced colours take away unless it is kept.
  const bar = await phone.page.evaluate(() => {
    const filled = document.querySelector('.bar i');
    if (!filled) return undefined;
    const style = getComputedStyle(filled);
    return { ground: style.backgroundColor, under: getComputedStyle(filled.parentElement!).backgroundColor };
  });
  expect(bar, 'there is a bar').toBeDefined();
  expect(bar!.ground, JSON.stringify(bar)).not.toBe(bar!.under);

  await desk.goTo(pollItem.title.sv);
  await desk.step('open_ballot');
  const choice = phone.page.getByRole('radio').first();
  await expect(choice).toBeVisible();
  expect(await changes(phone.page, choice.locator('xpath=ancestor::label[1]'), () => choice.check()), 'a choice that was made').toBe(true);
  await desk.step('stop_ballot');

  await desk.goTo(splitItem.title.sv);
  await desk.step('open_ballot');
  const [option] = Object.values(titlesOf(splitItem));
  await expect(phone.page.getByRole('group', { name: option!, exact: true })).toBeVisible();
  expect(await changes(phone.page, phone.bar.locator('.pot'), () => phone.addMoney(option!, 4, (splitItem.rule as { step: number }).step, 'key')), 'money that was given').toBe(true);
  await desk.step('stop_ballot');
});

/** What would move: the longest that any element's transition or animation takes. */
function longestMoveMs(page: Page): Promise<number> {
  return page.evaluate(() => {
    const inMs = (list: string) => Math.max(...list.split(',').map((one) => parseFloat(one) * (one.trim().endsWith('ms') ? 1 : 1000)));
    let longest = 0;
    for (const element of document.querySelectorAll('*')) {
      for (const pseudo of ['', '::before', '::after']) {
        const style = getComputedStyle(element, pseudo);
        const animated = style.animationName === 'none' ? 0 : inMs(style.animationDuration);
        longest = Math.max(longest, inMs(style.transitionDuration), animated);
      }
    }
    return longest;
  });
}

test('who wants no motion sees none, on any face; others do', async () => {
  const faces: Record<'still' | 'moving', Page[]> = { still: [], moving: [] };
  for (const [kind, reducedMotion] of [['still', 'reduce'], ['moving', 'no-preference']] as const) {
    faces[kind].push(
      (await meeting.phone(`phone, ${kind}`, { reducedMotion })).page,
      (await meeting.facilitator({ reducedMotion })).page,
      (await meeting.screen({ reducedMotion })).page,
    );
  }
  const [voter] = faces.still;
  for (const page of [...faces.still, ...faces.moving]) await expect(page.getByRole('heading', { level: 1, name: splitItem.title.sv })).toBeVisible();
  await desk.press('facilitator.reopen');
  const [option] = Object.values(titlesOf(splitItem));
  await voter!.getByRole('button', { name: say('money.add', { step: words.money((splitItem.rule as { step: number }).step), option: option! }) }).tap();
  for (const page of faces.still) expect(await longestMoveMs(page)).toBeLessThanOrEqual(10);
  await desk.step('stop_ballot');
  await desk.step('show_result');
  for (const page of faces.still) {
    await expect(page.getByRole('main')).toContainText(say('result.cast', { n: 2 }));
    expect(await longestMoveMs(page)).toBeLessThanOrEqual(10);
    expect(await page.evaluate(() => document.getAnimations().filter((one) => one.playState === 'running').length)).toBe(0);
  }
  expect(Math.max(...(await Promise.all(faces.moving.map(longestMoveMs))))).toBeGreaterThan(10);
});
