import { ItemDefinition as longest } from '@protocol/limits';
import type { ItemDefinition, ItemKind, Language } from '@protocol/types';
import { t } from '../i18n/text.svelte';
import { isHeading, RowReader, titleColumns } from './columns';
import { defaultIdeas } from './defaults';
import type { Pasted } from './problem';
import { readSheet, readWhole } from './spreadsheet';

export const mostPastedRows = 200;
const mostMinutes = 600;

/** What people write for a kind, in either language whatever language the page is in. */
const words: Record<ItemKind, readonly string[]> = {
  info: ['info', 'information'],
  ideas: ['ideas', 'idéer', 'ideer', 'förslag', 'proposals'],
  dots: ['dots', 'prickar', 'prickröstning', 'dot vote'],
  split: ['split', 'fördela', 'pengapåse', 'fördelning', 'pot'],
  fund: ['fund', 'fond', 'projekt', 'projektpengar', 'fördela projektpengar', 'budgetröstning', 'projects', 'fund projects', 'budget vote'],
  poll: ['poll', 'fråga', 'omröstning', 'question', 'vote'],
  discussion: ['discussion', 'samtal', 'diskussion', 'talk'],
  break: ['break', 'paus', 'rast', 'fika'],
};

export function readKind(text: string): ItemKind | undefined {
  const word = text.trim().toLowerCase();
  return (Object.keys(words) as ItemKind[]).find((kind) => words[kind].includes(word));
}

export function agendaColumns(languages: readonly Language[]): string[] {
  return [t('paste.kind'), t('paste.minutes')].concat(titleColumns(languages));
}

/** Kind, minutes, then the title in each language. */
export function readAgenda(text: string, languages: readonly Language[]): Pasted<ItemDefinition> {
  const columns = agendaColumns(languages);
  const sheet = readSheet(text);
  if (isHeading(sheet[0], ['slag', 'kind', 'typ', 'type'])) sheet.shift();
  const pasted: Pasted<ItemDefinition> = { rows: [], problems: [] };
  sheet.forEach((row, at) => {
    if (at === mostPastedRows) pasted.problems.push({ row: row.number, key: 'paste.too_many', params: { max: mostPastedRows } });
    const reader = new RowReader(row, columns);
    const kind = readKind(reader.cell(0)) ?? reader.wrong(0, reader.cell(0) ? 'paste.unknown_kind' : 'paste.kind_missing', { word: reader.cell(0) });
    const minutes = reader.cell(1) === '' ? 0 : readWhole(reader.cell(1).replace(/\s*min\.?$/i, ''));
    if (minutes === undefined || minutes > mostMinutes) reader.wrong(1, 'paste.not_minutes', { max: mostMinutes });
    const title = reader.title(2, languages, longest.title);
    reader.tooWide();
    pasted.problems.push(...reader.problems);
    if (!kind) return;
    pasted.rows.push({
      kind,
      title,
      ...(minutes ? { minutes } : {}),
      ...(kind === 'ideas' ? { ideas: defaultIdeas } : {}),
    });
  });
  return pasted;
}
