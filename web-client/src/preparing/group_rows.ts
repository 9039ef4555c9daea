import { GroupEntry as longest } from '@protocol/limits';
import type { GroupEntry, GroupId, Language } from '@protocol/types';
import { t } from '../i18n/text.svelte';
import { mostPastedRows } from './agenda_rows';
import { isHeading, languageName, RowReader } from './columns';
import type { Pasted } from './problem';
import { readSheet } from './spreadsheet';

export const mostDelegates = 20;

/** A short name out of a name: österåker becomes osteraker. Never one of `taken`. */
export function shortName(name: string, taken: readonly GroupId[]): GroupId {
  const plain = name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/ø/g, 'o')
    .replace(/æ/g, 'ae')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, longest.group - 4)
    .replace(/-+$/, '');
  const base = plain || 'grupp';
  if (!taken.includes(base)) return base;
  let count = 2;
  while (taken.includes(`${base}-${count}`)) count += 1;
  return `${base}-${count}`;
}

function nameColumns(languages: readonly Language[]): string[] {
  if (languages.length < 2) return [t('paste.group_name')];
  return languages.map((language) => t('paste.group_name_in', { language: languageName(language) }));
}

export function groupColumns(languages: readonly Language[]): string[] {
  return nameColumns(languages).concat([t('paste.delegates')]);
}

/** The name in each language, then one delegate a cell. A group that is there already by that name
 *  keeps its short name, so that those who chose it stay in it. */
export function readGroups(text: string, languages: readonly Language[], known: readonly GroupEntry[]): Pasted<GroupEntry> {
  const names = nameColumns(languages);
  const columns = names.concat(Array.from({ length: mostDelegates }, () => t('paste.delegate')));
  const sheet = readSheet(text);
  if (isHeading(sheet[0], ['grupp', 'bygd', 'namn', 'group', 'name'])) sheet.shift();
  const pasted: Pasted<GroupEntry> = { rows: [], problems: [] };
  const taken = known.map((group) => group.group);
  const used = new Set<string>();
  sheet.forEach((row, at) => {
    if (at === mostPastedRows) pasted.problems.push({ row: row.number, key: 'paste.too_many', params: { max: mostPastedRows } });
    const reader = new RowReader(row, columns);
    const name = reader.title(0, languages, longest.name);
    const delegates: string[] = [];
    for (let place = names.length; place < columns.length; place += 1) {
      const delegate = reader.text(place, longest.delegates);
      if (delegate) delegates.push(delegate);
    }
    reader.tooWide();
    const first = Object.keys(name).map((language) => name[language] ?? '')[0] ?? '';
    const same = known.find((group) => Object.keys(group.name).some((language) => name[language] !== undefined && group.name[language]?.toLowerCase() === name[language]?.toLowerCase()));
    const group = same?.group ?? shortName(first, taken);
    if (first && (used.has(group) || used.has(first.toLowerCase()))) reader.wrong(0, 'paste.same_group');
    used.add(group);
    used.add(first.toLowerCase());
    taken.push(group);
    pasted.problems.push(...reader.problems);
    pasted.rows.push({ group, name, delegates });
  });
  return pasted;
}
