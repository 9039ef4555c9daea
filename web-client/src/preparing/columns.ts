import type { Language, Text } from '@protocol/types';
import { currentLanguage, lookUp, t } from '../i18n/text.svelte';
import { characters } from '../ui/field';
import type { Problem } from './problem';
import type { SheetRow } from './spreadsheet';

/** svenska, English: as the reader says it; the code where there is no word for it. */
export function languageName(language: Language): string {
  return lookUp(`language.${language}`) ?? language;
}

/** One column per language, the first of the meeting first. */
export function titleColumns(languages: readonly Language[]): string[] {
  if (languages.length < 2) return [t('paste.title')];
  return languages.map((language) => t('paste.title_in', { language: languageName(language) }));
}

/** Reads cells of one row by place and gathers what is wrong with them. */
export class RowReader {
  readonly problems: Problem[] = [];

  constructor(
    private readonly row: SheetRow,
    private readonly columns: readonly string[],
  ) {}

  cell(place: number): string {
    return this.row.cells[place] ?? '';
  }

  wrong(place: number, key: Problem['key'], params?: Problem['params']): undefined {
    const column = this.columns[place];
    this.problems.push({
      row: this.row.number,
      key,
      ...(column !== undefined ? { column } : {}),
      ...(params ? { params } : {}),
    });
    return undefined;
  }

  text(place: number, max: number): string {
    const text = this.cell(place);
    if (characters(text) > max) this.wrong(place, 'paste.too_long', { n: characters(text), max });
    return text;
  }

  /** The same text in several languages, in as many columns; at least one of them is filled. */
  title(place: number, languages: readonly Language[], max: number): Text {
    const title: Text = {};
    languages.forEach((language, at) => {
      const text = this.text(place + at, max).replace(/\s+/g, ' ');
      if (text) title[language] = text;
    });
    if (Object.keys(title).length === 0) this.wrong(place, 'paste.title_missing');
    return title;
  }

  tooWide(): void {
    if (this.row.cells.slice(this.columns.length).some((cell) => cell !== '')) {
      this.problems.push({ row: this.row.number, key: 'paste.too_wide', params: { count: this.columns.length } });
    }
  }
}

/** Whether the first row names its columns instead of filling them. */
export function isHeading(row: SheetRow | undefined, names: readonly string[]): boolean {
  const first = (row?.cells[0] ?? '').toLowerCase();
  return names.some((name) => first === name || first.startsWith(`${name} `));
}

/** For text in one column only: what language it is taken to be in. */
export function textLanguage(languages: readonly Language[]): Language {
  const shown = currentLanguage();
  return languages.includes(shown) ? shown : (languages[0] ?? shown);
}
