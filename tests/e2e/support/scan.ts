import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { settled, widths } from './layout.ts';

// Looks at one page in every width and colour scheme that it may be seen in.

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The rules that see a difference between light and dark. */
const ofColour = ['color-contrast', 'link-in-text-block'];
const smallestTarget = 48;

export interface View {
  /** Said when something is wrong. */
  name: string;
  page: Page;
  /** How the page is made dark; a projector follows its own button, not the computer. */
  scheme: 'of the computer' | 'of the page';
  /** Pages that are read on a phone too: nothing may stick out or be too small to hit. */
  onPhones: boolean;
}

export interface Fault {
  where: string;
  what: string;
}

/** Everything that is wrong with the view, in words; nothing when it is well. */
export async function faultsOf(view: View): Promise<Fault[]> {
  const faults: Fault[] = [];
  const { page } = view;
  const size = page.viewportSize();
  await bring(page);
  for (const dark of [false, true]) {
    await paint(view, dark);
    for (const viewport of widths) {
      await page.setViewportSize(viewport);
      await settled(page);
      const where = `${view.name}, ${viewport.width} px${dark ? ', dark' : ''}`;
      const found = await violations(page, dark ? { type: 'rule', values: ofColour } : { type: 'tag', values: tags });
      if (!dark && view.onPhones && viewport.width <= 360) found.push(...(await sticksOut(page)), ...(await smallTargets(page)));
      faults.push(...found.map((what) => ({ where, what })));
    }
  }
  await paint(view, false);
  if (size) await page.setViewportSize(size);
  return faults;
}

/** Puts axe into the page once, past its content policy. */
async function bring(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
}

async function paint({ page, scheme }: View, dark: boolean): Promise<void> {
  if (scheme === 'of the computer') await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
  else await page.evaluate((theme) => (document.documentElement.dataset['theme'] = theme), dark ? 'dark' : 'light');
}

async function violations(page: Page, runOnly: axe.RunOnly): Promise<string[]> {
  return page.evaluate(async (only) => {
    const { run } = (window as unknown as { axe: typeof axe }).axe;
    const results = await run(document, { runOnly: only, resultTypes: ['violations'], preload: false });
    // Under a bar that stays in sight something always lies half covered, and can be scrolled out.
    const isCovered = (rule: string, summary: string) => rule === 'target-size' && summary.includes('partially obscured');
    return results.violations.flatMap((rule) =>
      rule.nodes.filter((node) => !isCovered(rule.id, node.failureSummary ?? '')).map((node) => `${rule.id}: ${rule.help}. ${node.html.slice(0, 160)} ${(node.failureSummary ?? '').replace(/\s+/g, ' ').slice(0, 200)}`),
    );
  }, runOnly);
}

async function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`${scrollWidth - clientWidth} px stick out to the right`] : [];
  });
}

/** Whatever can be pressed, but for links within sentences. */
async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate((smallest) => {
    const faults: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary')) {
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      if (element.matches('a') && getComputedStyle(element).display === 'inline') continue;
      // A field of a tick is pressed by its words too.
      const target = element.matches('input[type=checkbox], input[type=radio]') ? (element.closest('label') ?? element) : element;
      const { width, height, right } = target.getBoundingClientRect();
      const isSkip = right < 0 || element.matches('.skip');
      if (!isSkip && (width < smallest - 0.5 || height < smallest - 0.5)) {
        faults.push(`too small to press, ${Math.round(width)} × ${Math.round(height)}: ${target.outerHTML.slice(0, 120)}`);
      }
    }
    return faults;
  }, smallestTarget);
}
