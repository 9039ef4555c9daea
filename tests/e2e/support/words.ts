import { readFileSync } from 'node:fs';

export type Language = 'sv' | 'en';

/** What the pages say, by the keys of the catalogue. */
export class Words {
  private readonly texts: Readonly<Record<string, string>>;

  constructor(readonly language: Language) {
    const path = new URL(`../../../web-client/src/i18n/${language}.json`, import.meta.url);
    this.texts = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
  }

  /** `n` chooses between the singular and the plural text. */
  say(key: string, values: Record<string, string | number> = {}): string {
    const form = values['n'] === 1 ? 'one' : 'other';
    const pattern = this.texts[`${key}.${form}`] ?? this.texts[key];
    if (pattern === undefined) throw new Error(`The catalogue ${this.language} has no ${key}.`);
    return pattern.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`${key} needs ${name}.`);
      return typeof value === 'number' ? this.number(value) : value;
    });
  }

  number(n: number): string {
    return String(n).replace(/\B(?=(\d{3})+$)/g, this.texts['format.group'] ?? '');
  }

  money(kronor: number): string {
    return this.say('format.money', { amount: kronor });
  }
}

export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** With every kind and run of white space as one plain space. */
export function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
