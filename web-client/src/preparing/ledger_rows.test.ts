import { beforeAll, describe, expect, it } from 'vitest';
import swedish from '../i18n/sv.json';
import { useText } from '../i18n/text.svelte';
import { readLedger } from './ledger_rows';

beforeAll(() => useText('sv', swedish));

describe('a pasted money ledger', () => {
  it('is read with kinds in either language and amounts as people write them', () => {
    const pasted = readLedger('Slag\tTitel\tTitle\tBelopp\nDrift\tVägar\tRoads\t1 240 000 kr\ndevelopment\tÅrets\t\t600000\nKvar sedan sist\tVåren\t\t0\nlovat\tBryggan\t\t60 000', ['sv', 'en'], 0);
    expect(pasted.problems).toEqual([]);
    expect(pasted.rows).toEqual([
      { kind: 'operations', title: { sv: 'Vägar', en: 'Roads' }, amount: 1240000 },
      { kind: 'development', title: { sv: 'Årets' }, amount: 600000 },
      { kind: 'left_over', title: { sv: 'Våren' }, amount: 0 },
      { kind: 'committed', title: { sv: 'Bryggan' }, amount: 60000 },
    ]);
  });
  it('tells every error with its row and column', () => {
    expect(readLedger('guld\tA\t5\ndrift\t\t1,5\ndrift\tB\t', ['sv'], 0).problems).toEqual([
      { row: 1, column: 'slag av pengar', key: 'paste.unknown_money', params: { word: 'guld' } },
      { row: 2, column: 'titel', key: 'paste.title_missing' },
      { row: 2, column: 'belopp', key: 'paste.not_kronor' },
      { row: 3, column: 'belopp', key: 'paste.not_kronor' },
    ]);
  });
  it('has room for what is there already', () => {
    expect(readLedger('drift\tA\t5\ndrift\tB\t5', ['sv'], 49).problems).toEqual([{ row: 2, key: 'paste.too_many_lines', params: { max: 50 } }]);
  });
});
