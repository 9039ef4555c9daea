import type { TextKey, TextParams } from '../i18n/catalogue';

/** What is wrong with one cell of a pasted table. */
export interface Problem {
  row: number;
  /** The name of the column, in words; without it the whole row. */
  column?: string;
  key: TextKey;
  params?: TextParams;
}

/** Rows ready to be sent, and what stands in the way. With problems nothing is sent. */
export interface Pasted<T> {
  rows: T[];
  problems: Problem[];
}
