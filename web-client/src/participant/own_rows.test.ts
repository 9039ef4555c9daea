import type { BoxSection, OwnBallotSection } from '@protocol/sections';
import { describe, expect, it } from 'vitest';
import { openKeep, type Backing } from '../live/storage';
import { dropRow } from './lost_row';
import { noteRow, ownRows, shortKey } from './own_rows';

function storage(): Backing {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
    key: (at) => Array.from(values.keys())[at] ?? null,
    get length() {
      return values.size;
    },
  };
}

const box = (number: number) => ({ box: number, item: 7, round: 1 }) as BoxSection;
const own = (state: OwnBallotSection['state'], voter_key = 'AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA') =>
  ({ state, voter_key }) as OwnBallotSection;

describe('the row of an own ballot', () => {
  it('has the short key that the server writes for the same bytes', () => {
    // Bytes 1, 2, 3 … as in tests/domain/fingerprint_test.cpp.
    expect(shortKey('AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA')).toBe('0410-6105');
    expect(shortKey('__________________________________________8')).toBe('ZZZZ-ZZZZ');
    expect(shortKey('AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')).toBe('0000-0000');
  });

  it('is kept while the ballot stands or was counted', () => {
    const keep = openKeep('k3v9x0a7qd', storage());
    noteRow(keep, box(2), own('standing'));
    noteRow(keep, box(1), own('counted'));
    noteRow(keep, box(2), own('counted'));
    expect(ownRows(keep)).toEqual([
      { box: 1, item: 7, round: 1, key: '0410-6105' },
      { box: 2, item: 7, round: 1, key: '0410-6105' },
    ]);
  });

  it.each(['none', 'withdrawn', 'not_counted', 'void'] as const)('is forgotten when it is %s', (state) => {
    const keep = openKeep('k3v9x0a7qd', storage());
    noteRow(keep, box(1), own('standing'));
    noteRow(keep, box(1), own(state));
    expect(ownRows(keep)).toEqual([]);
  });

  it('is dropped with the slip that it was cast with, since somebody else may vote with that', () => {
    const keep = openKeep('k3v9x0a7qd', storage());
    noteRow(keep, box(1), own('standing'));
    noteRow(keep, box(2), own('standing'));
    dropRow(keep, 2);
    dropRow(keep, 3);
    expect(ownRows(keep).map((row) => row.box)).toEqual([1]);
  });
});
