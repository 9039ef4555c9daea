import { mkdirSync, rmSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { boundsOf, demo, itemOf, titlesOf } from './support/demo.ts';
import { laptopSize, Meeting, phoneSize, type Facilitator, type Phone, type Screen } from './support/meeting.ts';
import { TorgServer } from './support/torg_server.ts';
import { randomDots, randomNumbers, randomSplit } from './support/votes.ts';
import type { Language } from './support/words.ts';

// The demo meeting, photographed: phone, facilitator on a laptop and on a phone, screen, archive; in
// both languages. Not a test of anything but that it can be done.

const folder = new URL('./screenshots/', import.meta.url).pathname;
const languages: readonly Language[] = ['sv', 'en'];
const wideSize = { width: 1280, height: 900 };

test('every face in its main states', async ({ browser }) => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const server = await TorgServer.start();
  const meeting = new Meeting(browser, server);
  const random = randomNumbers(7);
  try {
    const sharp = { deviceScaleFactor: 2 };
    const phones = await Promise.all(languages.map((language) => meeting.phone(`phone ${language}`, { language, ...sharp })));
    const desks = await Promise.all(languages.map((language) => meeting.facilitator({ language, viewport: laptopSize })));
    const pocketDesk = await meeting.facilitator({ viewport: phoneSize, ...sharp });
    const screens = await Promise.all(languages.map((language) => meeting.screen({ language })));
    const crowd = await Promise.all(Array.from({ length: 8 }, (_, place) => meeting.phone(`one more ${place}`)));
    const all = [...phones, ...crowd];
    const lead = desks[0]!;
    await screens[1]!.page.keyboard.press('s');

    const shoot = async (page: Page, name: string, fullPage = false) => page.screenshot({ path: `${folder}${name}.png`, fullPage, animations: 'disabled' });
    let place = 0;
    const everyFace = async (state: string) => {
      place += 1;
      const at = `${String(place).padStart(2, '0')}-${state}`;
      for (const phone of phones) {
        await shoot(phone.page, `${at}-phone-${phone.words.language}`);
        await shoot(phone.page, `${at}-phone-whole-${phone.words.language}`, true);
      }
      for (const desk of desks) await shoot(desk.page, `${at}-facilitator-${desk.words.language}`);
      await shoot(pocketDesk.page, `${at}-facilitator-phone-sv`, true);
      for (const screen of screens) await shoot(screen.page, `${at}-screen-${screen.words.language}`);
    };
    const allSee = (title: Record<Language, string>) =>
      Promise.all([...all, ...desks, ...screens, pocketDesk].map((face: Phone | Facilitator | Screen) => face.seesItem(title[face.words.language])));
    const goTo = async (title: Record<Language, string>) => {
      await lead.press('facilitator.go_to');
      await lead.page.getByLabel(lead.words.say('facilitator.go_where')).selectOption({ label: title.sv });
      await lead.press('facilitator.go');
      await allSee(title);
    };
    const shown = (phone: Phone) => expect(phone.main).toContainText(phone.words.say('result.intro_own'));

    for (const [number, phone] of all.entries()) {
      await phone.isIn();
      if (number !== 1 && number !== 3) await phone.chooseGroup(demo.groups[number % 2]!.name[phone.words.language]);
    }
    await everyFace('lobby');

    await lead.step('start_meeting');
    await allSee(demo.items[0]!.title);
    await everyFace('information');

    await goTo(itemOf('ideas').title);
    for (const [number, idea] of ['Bänkar längs ån', 'Gratis buss till badet', 'En cykelväg till Högsjö'].entries()) {
      const writer = all[number]!;
      await writer.page.getByLabel(writer.words.say('ideas.title')).fill(idea);
      await writer.page.getByRole('button', { name: writer.words.say('ideas.submit') }).tap();
      await expect(writer.main).toContainText(writer.words.say('ideas.state_submitted'));
      if (number < 2) await lead.press('facilitator.release_named', { name: idea });
    }
    await expect(screens[0]!.main).toContainText('Gratis buss till badet');
    await everyFace('ideas');

    const dotsItem = itemOf('dots');
    const { dots, max_per_option: most } = dotsItem.rule as { dots: number; max_per_option: number };
    await goTo(dotsItem.title);
    await everyFace('dots-before');
    await lead.step('open_ballot');
    const castDots = (phone: Phone) => {
      const titles = titlesOf(dotsItem, phone.words.language);
      return phone.castDots(titles, randomDots(Object.keys(titles).map(Number), dots, most, random), 'key');
    };
    await Promise.all(all.slice(0, 7).map(castDots));
    await lead.seesTurnout(7, all.length);
    for (const phone of phones) await phone.page.evaluate(() => window.scrollTo(0, 0));
    await everyFace('dots-open');
    await Promise.all(all.slice(7).map(castDots));
    await lead.step('stop_ballot');
    await expect(phones[0]!.main).toContainText(phones[0]!.words.say('ballot.stopped'));
    await everyFace('dots-stopped');
    await lead.step('show_result');
    await Promise.all(all.map(shown));
    await everyFace('dots-result');

    await goTo(itemOf('break').title);
    await everyFace('break');

    await goTo(itemOf('poll').title);
    await lead.step('open_ballot');
    for (const [number, phone] of all.entries()) {
      await phone.page.getByRole('radio').nth(number % 3).check();
      await phone.isSaved();
    }
    await everyFace('poll-open');
    await lead.step('stop_ballot');
    await lead.step('show_result');
    await Promise.all(all.map(shown));
    await everyFace('poll-result');

    const splitItem = itemOf('split');
    const { pot, step } = splitItem.rule as { pot: number; step: number };
    await goTo(splitItem.title);
    await lead.step('open_ballot');
    await Promise.all(
      all.map((phone) => {
        const titles = titlesOf(splitItem, phone.words.language);
        return phone.castSplit(titles, randomSplit(Object.keys(titles).map(Number), pot, step, boundsOf(splitItem), random), step, 'key');
      }),
    );
    for (const phone of phones) await phone.page.evaluate(() => window.scrollTo(0, 0));
    await everyFace('split-open');
    await lead.step('stop_ballot');
    await lead.step('show_result');
    await Promise.all(all.map(shown));
    await everyFace('split-result');

    const fundItem = itemOf('fund');
    await goTo(fundItem.title);
    await everyFace('fund-before');
    await lead.step('open_ballot');
    for (const [number, phone] of all.entries()) {
      const choices = phone.page.getByRole('checkbox');
      await expect(choices).toHaveCount(fundItem.options!.length);
      for (const place of [number % 3, 3 + (number % 4), 8 + (number % 5)]) await choices.nth(place).check();
      await phone.isSaved();
    }
    for (const phone of phones) await phone.page.evaluate(() => window.scrollTo(0, 0));
    await everyFace('fund-open');
    await lead.step('stop_ballot');
    await lead.step('show_result');
    await Promise.all(all.map((phone) => expect(phone.main).toContainText(phone.words.say('fund.moral_equal_shares'))));
    await everyFace('fund-result');
    await lead.press('facilitator.compare_show');
    await expect(screens[0]!.main).toContainText(screens[0]!.words.say('comparison.title'));
    await everyFace('fund-compared');
    await lead.press('facilitator.compare_hide');

    await goTo(itemOf('discussion').title);
    await lead.press('facilitator.timer_start');
    await expect(screens[0]!.page.getByRole('timer')).toBeVisible();
    await everyFace('discussion');

    for (const desk of desks) {
      await desk.press('facilitator.prepare');
      await shoot(desk.page, `preparing-facilitator-${desk.words.language}`, true);
      await desk.page.getByRole('main').getByRole('button', { name: desk.words.say('facilitator.back_to_meeting') }).click();
    }

    const close = { name: lead.words.say('facilitator.step_close_meeting') };
    const other = lead.page.getByRole('region', { name: lead.words.say('facilitator.other_ways') });
    await other.getByRole('button', close).click();
    await other.getByRole('group', close).getByRole('button', close).click();
    await phones[0]!.seesItem(phones[0]!.words.say('closed.title'));
    await everyFace('closed');
    await lead.step('publish_public');
    await expect(lead.page.getByRole('link', { name: lead.words.say('facilitator.read_archive') })).toBeVisible();

    const path = new URL(phones[0]!.page.url()).pathname.replace('/m/', '/archive/');
    for (const language of languages) {
      for (const [size, viewport] of Object.entries({ wide: wideSize, phone: phoneSize })) {
        const page = await meeting.page('archive', language, { viewport });
        for (const [name, address] of Object.entries({ 'archive-list': '/archive', archive: path, organiser: server.links.organiser, code: '/', statement: '/accessibility', secrecy: '/secrecy', data: '/data' })) {
          await page.goto(new URL(address, server.origin).href);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await shoot(page, `${name}-${size}-${language}`, true);
        }
        await page.context().close();
      }
    }
    // One of each in the dark.
    await phones[0]!.page.emulateMedia({ colorScheme: 'dark' });
    await lead.page.emulateMedia({ colorScheme: 'dark' });
    await screens[0]!.page.keyboard.press('d');
    await everyFace('dark');
  } finally {
    await meeting.leave();
    await server.stop();
  }
});
