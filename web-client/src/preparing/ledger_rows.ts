import { LedgerLine as longest } from '@protocol/limits';
import type { Language, LedgerLine, LedgerLineKind } from '@protocol/types';
import { t } from '../i18n/text.svelte';
import { isHeading, RowReader, titleColumns } from './columns';
import type { Pasted } from './problem';
import { readSheet, readWhole } from './spreadsheet';

export const mostLedgerLines = 50;
const mostKronor = 1_000_000_000_000;

/** What people write for a kind of money, in either language whatever language the page is in. */
const words: Record<LedgerLineKind, readonly string[]> = {
  operations: ['operations', 'drift', 'running costs'],
  development: ['development', 'utveckling', 'utvecklingspengar', 'development money'],
  left_over: ['left_over', 'left over', 'kvar', 'kvar sedan sist', 'över', 'överskott', 'left'],
  committed: ['committed', 'lovat', 'redan lovat', 'bundet', 'intecknat', 'promised'],
};

export function readLedgerKind(text: string): LedgerLineKind | undefined {
  const word = text.trim().toLowerCase();
  return (Object.keys(words) as LedgerLineKind[]).find((kind) => words[kind].includes(word));
}

export function ledgerColumns(languages: readonly Language[]): string[] {
  return [t('paste.money_kind')].concat(titleColumns(languages), [t('paste.amount')]);
}

/** Kind of money, the title in each language, then the amount. `held`: lines there are already. */
export function readLedger(text: string, languages: readonly Language[], held: number): Pasted<LedgerLine> {
  const columns = ledgerColumns(languages);
  const last = columns.length - 1;
  const sheet = readSheet(text);
  if (isHeading(sheet[0], ['slag', 'kind', 'typ', 'type', 'pengar', 'money'])) sheet.shift();
  const pasted: Pasted<LedgerLine> = { rows: [], problems: [] };
  sheet.forEach((row, at) => {
    if (held + at === mostLedgerLines) pasted.problems.push({ row: row.number, key: 'paste.too_many_lines', params: { max: mostLedgerLines } });
    const reader = new RowReader(row, columns);
    const kind = readLedgerKind(reader.cell(0)) ?? reader.wrong(0, reader.cell(0) ? 'paste.unknown_money' : 'paste.kind_missing', { word: reader.cell(0) });
    const title = reader.title(1, languages, longest.title);
    const amount = readWhole(reader.cell(last));
    if (amount === undefined || amount > mostKronor) reader.wrong(last, 'paste.not_kronor');
    reader.tooWide();
    pasted.problems.push(...reader.problems);
    if (kind && amount !== undefined) pasted.rows.push({ kind, title, amount });
  });
  return pasted;
}
