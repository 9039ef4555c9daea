import { expect, type Browser, type BrowserContext, type BrowserContextOptions, type Locator, type Page } from '@playwright/test';
import type { TorgServer } from './torg_server.ts';
import { Watch } from './watch.ts';
import { escaped, Words, type Language } from './words.ts';
import type { Marks } from './votes.ts';

export const phoneSize = { width: 360, height: 640 };
export const laptopSize = { width: 1280, height: 800 };
export const projectorSize = { width: 1920, height: 1080 };

const locales: Record<Language, string> = { sv: 'sv-SE', en: 'en-GB' };

/** One meeting on one server: who is in it, and through which pages. */
export class Meeting {
  readonly watch = new Watch();
  private readonly contexts: BrowserContext[] = [];

  constructor(
    private readonly browser: Browser,
    readonly server: TorgServer,
  ) {}

  async phone(name: string, options: { link?: string; language?: Language } & BrowserContextOptions = {}): Promise<Phone> {
    const { link = this.server.links.participant, language = 'sv', ...context } = options;
    const page = await this.page(name, language, { viewport: phoneSize, hasTouch: true, isMobile: true, ...context });
    await page.goto(link);
    return new Phone(page, new Words(language), name);
  }

  async facilitator(options: { language?: Language } & BrowserContextOptions = {}): Promise<Facilitator> {
    const { language = 'sv', ...context } = options;
    const page = await this.page('facilitator', language, { viewport: laptopSize, ...context });
    await page.goto(this.server.links.facilitator);
    return new Facilitator(page, new Words(language));
  }

  async screen(options: { language?: Language } & BrowserContextOptions = {}): Promise<Screen> {
    const { language = 'sv', ...context } = options;
    const page = await this.page('screen', language, { viewport: projectorSize, ...context });
    await page.goto(this.server.links.screen);
    return new Screen(page, new Words(language));
  }

  /** A page in a browser of its own: nothing is shared with any other. */
  async page(name: string, language: Language, context: BrowserContextOptions = {}): Promise<Page> {
    const own = await this.browser.newContext({ locale: locales[language], reducedMotion: 'reduce', ...context });
    this.contexts.push(own);
    this.watch.context(own, name);
    return own.newPage();
  }

  async leave(): Promise<void> {
    await Promise.all(this.contexts.map((context) => context.close()));
    this.contexts.length = 0;
  }
}

/** What a participant holds. */
export class Phone {
  constructor(
    /** Another one after the tab was closed. */
    public page: Page,
    readonly words: Words,
    readonly name: string,
  ) {}

  get main(): Locator {
    return this.page.getByRole('main');
  }
  /** The bar that stays in sight below a ballot. */
  get bar(): Locator {
    return this.page.getByRole('region', { name: this.words.say('ballot.yours') });
  }

  /** Whether the ballot is saved, as it is seen; what is spoken comes later and less often. */
  get chip(): Locator {
    return this.bar.locator('[data-state]');
  }

  async seesItem(title: string): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  }

  async isIn(): Promise<void> {
    await expect(this.main).toContainText(this.words.say('lobby.in'));
  }

  async chooseGroup(name: string): Promise<void> {
    await this.page.getByLabel(this.words.say('group.label')).selectOption({ label: name });
  }

  /** By its button, or by the keyboard. */
  async addDots(option: string, dots: number, by: 'tap' | 'key' = 'tap'): Promise<void> {
    await this.press(this.words.say('dots.add', { option }), dots, by);
  }
  async removeDots(option: string, dots: number): Promise<void> {
    await this.press(this.words.say('dots.remove', { option }), dots, 'tap');
  }
  async addMoney(option: string, times: number, step: number, by: 'tap' | 'key' = 'tap'): Promise<void> {
    await this.press(this.words.say('money.add', { step: this.words.money(step), option }), times, by);
  }

  private async press(name: string, times: number, by: 'tap' | 'key'): Promise<void> {
    const button = this.page.getByRole('button', { name, exact: true });
    for (let time = 0; time < times; time += 1) {
      if (by === 'tap') await button.tap();
      else await button.press('+');
    }
  }

  /** Dots as they stand on the phone, in its own words for a screen reader. */
  async showsDots(option: string, dots: number, most: number): Promise<void> {
    await expect(this.page.getByRole('group', { name: option, exact: true })).toContainText(
      this.words.say('dots.count', { n: dots, max: most }),
    );
  }
  async showsMoney(option: string, kronor: number): Promise<void> {
    await expect(this.page.getByRole('group', { name: option, exact: true })).toHaveText(
      new RegExp(`^\\s*${flexible(this.words.money(kronor))}\\s*$`),
    );
  }

  /** The server has said that it is on disk. */
  async isSaved(): Promise<void> {
    await expect(this.chip).toHaveText(this.words.say('state.saved'));
  }
  async isWaiting(): Promise<void> {
    await expect(this.chip).toContainText(this.words.say('state.waiting'));
  }

  async castDots(titles: Readonly<Record<number, string>>, marks: Marks, by: 'tap' | 'key' = 'tap'): Promise<void> {
    for (const [option, dots] of Object.entries(marks)) await this.addDots(titles[Number(option)]!, dots, by);
    await this.isSaved();
  }
  async castSplit(titles: Readonly<Record<number, string>>, marks: Marks, step: number, by: 'tap' | 'key' = 'tap'): Promise<void> {
    for (const [option, kronor] of Object.entries(marks)) await this.addMoney(titles[Number(option)]!, kronor / step, step, by);
    await this.isSaved();
  }
}

/** The page that leads the meeting: everything goes through its buttons. */
export class Facilitator {
  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {}

  button(key: string, values: Record<string, string | number> = {}): Locator {
    return this.page.getByRole('button', { name: this.words.say(key, values), exact: true });
  }

  async press(key: string, values: Record<string, string | number> = {}): Promise<void> {
    await this.button(key, values).click();
  }

  /** The one next step, by the end of its key: `open_ballot`. */
  async step(name: string, values: Record<string, string | number> = {}): Promise<void> {
    await this.press(`facilitator.step_${name}`, values);
  }

  async next(title: string): Promise<void> {
    await this.step('next_item');
    await this.seesItem(title);
  }

  async seesItem(title: string): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  }

  /** Straight to an item, wherever the meeting is. */
  async goTo(title: string): Promise<void> {
    await this.press('facilitator.go_to');
    await this.page.getByLabel(this.words.say('facilitator.go_where')).selectOption({ label: title });
    await this.press('facilitator.go');
    await this.seesItem(title);
  }

  async seesTurnout(voted: number, count: number): Promise<void> {
    const figures = new RegExp(`${voted}\\s*${escaped(this.words.say('turnout.of_have_voted', { count }))}`);
    await expect(this.page.getByRole('main')).toHaveText(figures);
  }

  /** The order that was drawn for the running vote, the first favoured. */
  async lot(): Promise<number[]> {
    const line = this.page.getByRole('main').getByText(new RegExp(`^${escaped(this.words.say('facilitator.lot'))}: [0-9]`));
    return (await line.innerText()).replace(/^[^:]*: /, '').split(', ').map(Number);
  }

  /** What has to be given a reason: skip, defer, void. */
  async giveReason(opening: string, doing: string, reason: string): Promise<void> {
    await this.press(opening);
    const form = this.page.locator('form').filter({ has: this.page.getByLabel(this.words.say('form.reason')) });
    await form.getByLabel(this.words.say('form.reason')).fill(reason);
    await form.getByRole('button', { name: this.words.say(doing), exact: true }).click();
  }
}

/** The projector. */
export class Screen {
  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {}

  get main(): Locator {
    return this.page.getByRole('main');
  }

  async seesItem(title: string): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  }

  async seesTurnout(voted: number, count: number): Promise<void> {
    const figures = new RegExp(
      `${voted}\\s*${escaped(this.words.say('screen.turnout_of', { count }))}\\s*${escaped(this.words.say('screen.turnout_voted'))}`,
    );
    await expect(this.main).toHaveText(figures);
  }
}

/** Matches a text whatever kind of space stands in it. */
export function flexible(text: string): string {
  return text.split(/\s+/).map(escaped).join('\\s+');
}
