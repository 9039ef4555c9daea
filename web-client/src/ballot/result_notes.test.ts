import { beforeEach, expect, test } from 'vitest';
import type { BoxSection } from '@protocol/sections';
import type { DotsResult, SplitResult, SplitRule } from '@protocol/types';
import swedish from '../i18n/sv.json';
import { t, useText } from '../i18n/text.svelte';
import { resultNotes, settlementWords } from './result_notes';
import { marketStep, resultRows, selectedOf } from './result_rows';

beforeEach(() => useText('sv', swedish));

const titled = (count: number) => Array.from({ length: count }, (_, place) => ({ option: place + 1, title: { sv: `Förslag ${place + 1}` } }));
const boxOf = (rule: BoxSection['rule'], count: number) =>
  ({ box: 7, item: 4, round: 1, state: 'shown', rule, rule_name: rule.kind, rule_version: 1, authority: 'advisory', electorate: 'open', opened_at_ms: 0, options: titled(count) }) as BoxSection;

const dots: DotsResult = {
  kind: 'dots', cast: 4, blank: 0, abstained: 0, total_dots: 14,
  rows: [
    { option: 2, dots: 6, supporters: 3, rank: 1 },
    { option: 1, dots: 4, supporters: 4, rank: 2 },
    { option: 3, dots: 4, supporters: 2, rank: 2 },
  ],
  order_reasons: ['dots', 'supporters'],
  selected: [2, 1],
  tie_at_cut: [1, 3],
};
const dotsBox = boxOf({ kind: 'dots', dots: 5, max_per_option: 3, top: 2 }, 3);

test.each([
  ['supporters', 'result.cut_supporters'],
  ['lot', 'result.cut_lot'],
  ['list_order', 'result.cut_list'],
] as const)('given a tie at the cut that %s decided then the two at it are named', (reason, key) => {
  const notes = resultNotes(dotsBox, { ...dots, order_reasons: ['dots', reason] });
  expect(notes).toContain(t('result.tie_through_cut', { options: '1, 3', seats: 1 }));
  expect(notes).toContain(t(key, { first: '1', second: '3' }));
});

test('given a tie at the cut then only its rows say how many people chose them', () => {
  expect(resultRows(dotsBox, dots).rows.map((row) => row.note)).toEqual([undefined, t('result.chosen_by', { n: 4 }), t('result.chosen_by', { n: 2 })]);
});

test.each([
  ['lot', [2, 1], [2, 1], true],
  ['all', [2, 1, 3], [2, 1, 3], false],
  ['run_off', undefined, [2], false],
] as const)('given a tie settled by %s then the rest is below, and the reasons of the count stand only if they hold', (how, selected, goesOn, told) => {
  const settlement = selected ? { how, selected: selected.slice() } : { how };
  expect(selectedOf(dots, settlement)).toEqual(goesOn);
  const below = resultRows(dotsBox, dots, null, settlement).rows.filter((row) => row.below).map((row) => row.number);
  expect(below).toEqual([2, 1, 3].filter((option) => !(goesOn as readonly number[]).includes(option)));
  expect(resultNotes(dotsBox, dots, settlement).includes(t('result.tie_through_cut', { options: '1, 3', seats: 1 }))).toBe(told);
});

test('given a lot that settled a tie then dots say what goes on and projects do not', () => {
  const settled = { how: 'lot', selected: [2, 1] } as const;
  expect(settlementWords({ ...settled, selected: [2, 1] }, dots)).toContain(t('settled.selected', { options: '2, 1' }));
  expect(settlementWords({ how: 'lot' }, { kind: 'fund' } as never)).toBe(t('settled.fund_lot'));
});

// Three voters gave 60, 60, 0; 30, 0, 0; 0, 30, 90: the example of the rule picker.
const rule: SplitRule = { kind: 'split', pot: 90, step: 1, rounding: 1, method: 'independent_markets', bounds: [] };
const split: SplitResult = {
  kind: 'split', cast: 3, blank: 0, abstained: 0, incomplete: 0, counted: 3, status: 'ok', method: 'independent_markets',
  market_time: '2/9', market_voters: 3,
  rows: [
    { option: 1, amount: 40, exact: '40', rounded_up: false, median: '4/9' },
    { option: 2, amount: 20, exact: '20', rounded_up: false, median: '2/9' },
    { option: 3, amount: 30, exact: '30', rounded_up: false, median: '1/3' },
  ],
};

test('given independent markets then each amount says how many votes of at least that much it took', () => {
  const notes = resultRows(boxOf(rule, 3), split).rows.map((row) => row.note);
  expect(notes).toEqual([2, 1, 2].map((n) => t('result.backed', { n })));
  expect(resultNotes(boxOf(rule, 3), split)).toContain(t('result.split_markets', { n: 3, step: '20\u202fkr', rounding: '1\u202fkr' }));
  expect(marketStep(rule, split)).toBeCloseTo(2 / 9);
});

test('given a bound that moved money then the amount of the votes is said, and what nobody wants is said', () => {
  const rows = [{ option: 1, amount: 30, exact: '30', rounded_up: false, median: '4/9' }, { option: 2, amount: 0, exact: '0', rounded_up: false, median: '0' }];
  const notes = resultRows(boxOf(rule, 3), { ...split, rows }).rows.map((row) => row.note);
  expect(notes).toEqual([t('result.moved', { amount: '40\u202fkr' }), t('result.backed_none')]);
});

test('given weights then no step of votes is drawn or told', () => {
  const weighted: SplitRule = { ...rule, weights: { groups: [], others: 1, visible: false } };
  expect(marketStep(weighted, split)).toBeUndefined();
  expect(resultRows(boxOf(weighted, 3), split).rows.every((row) => row.note === undefined)).toBe(true);
  expect(resultNotes(boxOf(weighted, 3), split)).toContain(t('result.split_markets_weighted', { rounding: '1\u202fkr' }));
});
