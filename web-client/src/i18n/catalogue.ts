import type swedish from './sv.json';

/** Flat: key → text. `{name}` is a placeholder; `x.one` and `x.other` are the forms of `x`. */
export type Catalogue = Record<string, string>;

type WithoutForm<K> = K extends `${infer Base}.${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}`
  ? Base
  : K;

/** Every key that `t` takes. A key that is not in sv.json does not compile. */
export type TextKey = WithoutForm<keyof typeof swedish>;

/** `n` chooses the plural form; numbers are written in groups, strings stand as they are. */
export type TextParams = Record<string, string | number>;

type PluralRule = (n: number) => string;

/** Old browsers have no Intl.PluralRules; one and other is right for Swedish and English. */
export function pluralRule(language: string): PluralRule {
  if (typeof Intl === 'object' && typeof Intl.PluralRules === 'function') {
    const rules = new Intl.PluralRules(language);
    return (n) => rules.select(n);
  }
  return (n) => (n === 1 ? 'one' : 'other');
}

/** Digits in groups of three, as the catalogue's `format.group` separates them. */
export function grouped(n: number, separator: string): string {
  const digits = String(Math.abs(Math.trunc(n))).replace(/\B(?=(\d{3})+$)/g, separator);
  return n < 0 ? `\u2212${digits}` : digits;
}

export function textOf(
  catalogue: Catalogue,
  plural: PluralRule,
  key: string,
  params: TextParams = {},
): string | undefined {
  const n = params['n'];
  let pattern: string | undefined;
  if (typeof n === 'number') {
    pattern = catalogue[`${key}.${plural(n)}`] ?? catalogue[`${key}.other`];
  }
  pattern ??= catalogue[key];
  return pattern?.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? grouped(value, catalogue['format.group'] ?? ' ') : value;
  });
}
