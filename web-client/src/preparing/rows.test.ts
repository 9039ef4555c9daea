import { beforeAll, describe, expect, it } from 'vitest';
import swedish from '../i18n/sv.json';
import { useText } from '../i18n/text.svelte';
import { readAgenda, readKind } from './agenda_rows';
import { usualDots, usualDotsRule, usualStep } from './defaults';
import { readGroups, shortName } from './group_rows';
import { readProposals } from './proposal_rows';

beforeAll(() => useText('sv', swedish));

const both = ['sv', 'en'];
const groups = [
  { group: 'osteraker', name: { sv: 'Österåker', en: 'Österåker' }, delegates: [] },
  { group: 'areella', name: { sv: 'De areella näringarna', en: 'The land-based industries' }, delegates: [] },
];

describe('a pasted agenda', () => {
  it('is read with kinds in either language and a heading passed over', () => {
    const pasted = readAgenda('Slag\tMinuter\tTitel\tTitle\r\ninfo\t10\tVälkomna\tWelcome\r\nIdéer\t15 min\tVad saknas?\r\nprickar\t\tVälj\tChoose', both);
    expect(pasted.problems).toEqual([]);
    expect(pasted.rows).toEqual([
      { kind: 'info', minutes: 10, title: { sv: 'Välkomna', en: 'Welcome' } },
      { kind: 'ideas', minutes: 15, title: { sv: 'Vad saknas?' }, ideas: { limit: 3, release_first: true } },
      { kind: 'dots', title: { sv: 'Välj', en: 'Choose' } },
    ]);
  });
  it('tells every error with its row and column', () => {
    const pasted = readAgenda('info\tlänge\tA\n\ntrumpet\t5\t\nbreak\t601\tPaus\tBreak\tmer', both);
    expect(pasted.problems).toEqual([
      { row: 1, column: 'minuter', key: 'paste.not_minutes', params: { max: 600 } },
      { row: 3, column: 'slag', key: 'paste.unknown_kind', params: { word: 'trumpet' } },
      { row: 3, column: 'titel på svenska', key: 'paste.title_missing' },
      { row: 4, column: 'minuter', key: 'paste.not_minutes', params: { max: 600 } },
      { row: 4, key: 'paste.too_wide', params: { count: 4 } },
    ]);
  });
  it('is at most two hundred rows', () => {
    const pasted = readAgenda('info\t1\tA\n'.repeat(201), ['sv']);
    expect(pasted.problems).toEqual([{ row: 201, key: 'paste.too_many', params: { max: 200 } }]);
  });
  it('knows all kinds', () => {
    expect(['Info', 'förslag', 'DOTS', 'fördela', 'question', 'samtal', 'fika'].map(readKind)).toEqual(['info', 'ideas', 'dots', 'split', 'poll', 'discussion', 'break']);
    expect(['fond', 'Projekt', 'fund', 'Fund projects', 'budgetröstning'].map(readKind)).toEqual(Array(5).fill('fund'));
    expect(readKind('')).toBeUndefined();
  });
});

describe('pasted proposals', () => {
  it('are read with cost, place, group by name or short name, and text', () => {
    const pasted = readProposals('Boulebana\tBoules court\t160 000 kr\tParken\töSTERÅKER\t"Två banor.\nBänkar."\nScen\t\t\t\tareella\t', both, groups);
    expect(pasted.problems).toEqual([]);
    expect(pasted.rows).toEqual([
      { title: { sv: 'Boulebana', en: 'Boules court' }, cost: 160000, place: 'Parken', group: 'osteraker', text: { sv: 'Två banor.\nBänkar.' } },
      { title: { sv: 'Scen' }, group: 'areella' },
    ]);
  });
  it('tell errors by row and column', () => {
    const long = 'x'.repeat(81);
    const pasted = readProposals(`Titel\tKostnad\nA\tmycket\t${long}\tAtlantis\n\t5`, ['sv'], groups);
    expect(pasted.problems).toEqual([
      { row: 2, column: 'kostnad', key: 'paste.not_kronor' },
      { row: 2, column: 'plats', key: 'paste.too_long', params: { n: 81, max: 80 } },
      { row: 2, column: 'grupp', key: 'paste.unknown_group', params: { word: 'Atlantis' } },
      { row: 3, column: 'titel', key: 'paste.title_missing' },
    ]);
  });
});

describe('pasted groups', () => {
  it('keep the short name of a group that is there, and make one for a new', () => {
    const pasted = readGroups('Österåker\t\tAnna\tBo\nLäppe\tLäppe\t', both, groups);
    expect(pasted.problems).toEqual([]);
    expect(pasted.rows).toEqual([
      { group: 'osteraker', name: { sv: 'Österåker' }, delegates: ['Anna', 'Bo'] },
      { group: 'lappe', name: { sv: 'Läppe', en: 'Läppe' }, delegates: [] },
    ]);
  });
  it('may not stand twice', () => {
    expect(readGroups('Österåker\nösteråker', ['sv'], groups).problems).toEqual([{ row: 2, column: 'gruppens namn', key: 'paste.same_group' }]);
  });
  it('get short names that nobody has', () => {
    expect(shortName('Åbyn & Ängby!', [])).toBe('abyn-angby');
    expect(shortName('Läppe', ['lappe', 'lappe-2'])).toBe('lappe-3');
    expect(shortName('东', [])).toBe('grupp');
  });
});

describe('defaults', () => {
  it.each([[0, 3], [5, 3], [9, 3], [14, 5], [15, 5], [24, 8], [60, 10]])('for %i options are %i dots', (options, dots) => expect(usualDots(options)).toBe(dots));
  it('are at most three on one', () => expect(usualDotsRule(24).max_per_option).toBe(3));
  it.each([[100_000, 5_000], [450_000, 10_000], [1_000_000, 50_000], [7, 1]])('for a pot of %i step by %i', (pot, step) => expect(usualStep(pot)).toBe(step));
});
