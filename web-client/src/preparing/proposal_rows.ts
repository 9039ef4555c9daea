import { ProposalDraft as longest } from '@protocol/limits';
import type { Group, GroupId, Language, ProposalDraft } from '@protocol/types';
import { t } from '../i18n/text.svelte';
import { mostPastedRows } from './agenda_rows';
import { isHeading, RowReader, textLanguage, titleColumns } from './columns';
import type { Pasted } from './problem';
import { readSheet, readWhole } from './spreadsheet';

const mostKronor = 1_000_000_000_000;

export function proposalColumns(languages: readonly Language[]): string[] {
  return titleColumns(languages).concat([t('paste.cost'), t('paste.place'), t('paste.group'), t('paste.text')]);
}

/** A group by its short name or by its name in any language. */
export function findGroup(word: string, groups: readonly Group[]): GroupId | undefined {
  const same = word.trim().toLowerCase();
  const found = groups.find(
    (one) => one.group === same || Object.keys(one.name).some((language) => one.name[language]?.toLowerCase() === same),
  );
  return found?.group;
}

/** The title in each language, then cost, place, group and text. */
export function readProposals(text: string, languages: readonly Language[], groups: readonly Group[]): Pasted<ProposalDraft> {
  const columns = proposalColumns(languages);
  const after = columns.length - 4;
  const sheet = readSheet(text);
  if (isHeading(sheet[0], ['titel', 'title', 'rubrik', 'förslag', 'proposal'])) sheet.shift();
  const pasted: Pasted<ProposalDraft> = { rows: [], problems: [] };
  sheet.forEach((row, at) => {
    if (at === mostPastedRows) pasted.problems.push({ row: row.number, key: 'paste.too_many', params: { max: mostPastedRows } });
    const reader = new RowReader(row, columns);
    const title = reader.title(0, languages, longest.title);
    const cost = reader.cell(after) === '' ? undefined : readWhole(reader.cell(after));
    if (reader.cell(after) !== '' && (cost === undefined || cost > mostKronor)) reader.wrong(after, 'paste.not_kronor');
    const place = reader.text(after + 1, longest.place);
    const groupWord = reader.cell(after + 2);
    const group = groupWord ? findGroup(groupWord, groups) : undefined;
    if (groupWord && !group) reader.wrong(after + 2, 'paste.unknown_group', { word: groupWord });
    const running = reader.text(after + 3, longest.text);
    reader.tooWide();
    pasted.problems.push(...reader.problems);
    pasted.rows.push({
      title,
      ...(running ? { text: { [textLanguage(languages)]: running } } : {}),
      ...(cost !== undefined ? { cost } : {}),
      ...(place ? { place } : {}),
      ...(group ? { group } : {}),
    });
  });
  return pasted;
}
