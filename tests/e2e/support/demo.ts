import { readFileSync } from 'node:fs';
import type { Language } from './words.ts';
import type { Bound } from './votes.ts';

type Kind = 'info' | 'ideas' | 'dots' | 'split' | 'fund' | 'poll' | 'discussion' | 'break';

interface Item {
  kind: Kind;
  title: Record<Language, string>;
  rule?: {
    dots?: number;
    max_per_option?: number;
    top?: number;
    pot?: number;
    step?: number;
    rounding?: number;
    max_choices?: number;
    bounds?: readonly ({ option: number } & Bound)[];
  };
  options?: readonly { option: number; title: Record<Language, string>; cost?: number }[];
}

interface Template {
  title: Record<Language, string>;
  groups: readonly { group: string; name: Record<Language, string> }[];
  items: readonly Item[];
}

/** The meeting that `torg serve --demo` starts with. */
export const demo = JSON.parse(
  readFileSync(new URL('../../../server/app/demo/meeting.json', import.meta.url), 'utf8'),
) as Template;

export function itemOf(kind: Kind): Item {
  const item = demo.items.find((one) => one.kind === kind);
  if (!item) throw new Error(`The demo has no item of the kind ${kind}.`);
  return item;
}

export function titlesOf(item: Item, language: Language = 'sv'): Record<number, string> {
  return Object.fromEntries((item.options ?? []).map(({ option, title }) => [option, title[language]]));
}

export function boundsOf(item: Item): Record<number, Bound> {
  return Object.fromEntries((item.rule?.bounds ?? []).map(({ option, ...bound }) => [option, bound]));
}
