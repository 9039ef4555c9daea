import type { TextKey } from '../i18n/catalogue';
import { readWhole } from '../preparing/spreadsheet';

export type DraftField =
  | 'title' | 'minutes' | 'dots' | 'maxPerOption' | 'top' | 'pot' | 'step' | 'rounding' | 'maxChoices' | 'points' | 'mostPoints'
  | 'mostProjects' | 'weights' | 'ledger' | 'limit' | 'options';

export type DraftProblems = Partial<Record<DraftField, TextKey>>;

export const mostKronor = 1_000_000_000_000;

/** What stands in a field for a figure. */
export const figureText = (n: number | undefined) => (n === undefined ? '' : String(n));

/** The number in a field if it is whole and within the limits; marks the field otherwise. */
export class Figures {
  readonly problems: DraftProblems = {};

  read(field: DraftField, written: string, least: number, most: number): number {
    const figure = readWhole(written);
    if (figure !== undefined && figure >= least && figure <= most) return figure;
    this.problems[field] = 'form.not_a_number';
    return least;
  }

  readOptional(field: DraftField, written: string, least: number, most: number): number | undefined {
    return written.trim() === '' ? undefined : this.read(field, written, least, most);
  }
}
