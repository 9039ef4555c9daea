import { expect, test } from 'vitest';
import type { LedgerSection } from '@protocol/sections';
import { ledgerGroups, ledgerParts, leftOf } from './ledger_parts';

const ledger: LedgerSection = {
  lines: [
    { kind: 'committed', title: { sv: 'Bryggan' }, amount: 90 },
    { kind: 'development', title: { sv: 'Årets' }, amount: 450 },
    { kind: 'operations', title: { sv: 'Vägljus' }, amount: 1200 },
    { kind: 'left_over', title: { sv: 'Sedan sist' }, amount: 40 },
    { kind: 'committed', title: { sv: 'Skyltarna' }, amount: 10 },
  ],
  free: 390,
  pots: [],
};

test('given lines in any order then they stand by kind, each kind with its sum', () => {
  expect(ledgerGroups(ledger).map((group) => [group.kind, group.lines.length, group.sum])).toEqual([
    ['operations', 1, 1200],
    ['development', 1, 450],
    ['left_over', 1, 40],
    ['committed', 2, 100],
  ]);
});

test('given a ledger then its bar shows what is bound, promised and free', () => {
  expect(ledgerParts(ledger)).toEqual([
    { part: 'operations', amount: 1200 },
    { part: 'committed', amount: 100 },
    { part: 'free', amount: 390 },
  ]);
});

test('given nothing free then the bar has no part for it', () => {
  expect(ledgerParts({ lines: [], free: 0, pots: [] })).toEqual([]);
});

test('given a pot whose result is shown then what it left over is known, and not before', () => {
  expect(leftOf({ item: 4, title: {}, pot: 100 })).toBeUndefined();
  expect(leftOf({ item: 4, title: {}, pot: 100, spent: 93 })).toBe(7);
});
