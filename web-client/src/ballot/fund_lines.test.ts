import { beforeEach, expect, test } from 'vitest';
import type { BoxSection } from '@protocol/sections';
import type { FundMiss, FundResult, FundRule } from '@protocol/types';
import swedish from '../i18n/sv.json';
import { t, useText } from '../i18n/text.svelte';
import { fundLines } from './fund_lines';
import { fundStory } from './fund_story';

beforeEach(() => useText('sv', swedish));

const rule: FundRule = {
  kind: 'fund', pot: 1000, form: 'approve', method: 'equal_shares', satisfaction: 'cost', completion: 'add1', utilitarian: true,
};
const result: FundResult = {
  kind: 'fund', cast: 10, blank: 0, abstained: 0, counted: 10, status: 'ok', pot: 1000, spent: 900, exhaustive: true,
  rows: [
    { option: 1, cost: 400, supporters: 3, score: 3, miss: { cause: 'supporters_short', left: '751/2', extra_supporters: 2, extra_supporters_proved: true, highest_cost: 370, highest_cost_proved: true } },
    { option: 2, cost: 300, supporters: 5, score: 5, funded: 'rule', place: 1 },
    { option: 3, cost: 200, supporters: 4, score: 4, funded: 'completion', place: 3 },
    { option: 4, cost: 400, supporters: 8, score: 8, funded: 'rule', place: 2 },
    { option: 5, cost: 90, supporters: 0, score: 0, miss: { cause: 'unsupported' } },
  ],
  order: [2, 4, 3],
  rounds: [
    { option: 2, price: '1/5', payers: 5, most: '60', left: '700' },
    { option: 4, price: '1/6', payers: 8, most: '200/3', left: '300' },
  ],
  endowment: '110',
  runs: 10,
  ties: [],
};
const box = {
  box: 7, item: 4, round: 1, state: 'shown', rule, rule_name: 'fund', rule_version: 1, authority: 'advisory', electorate: 'open', opened_at_ms: 0,
  options: [1, 2, 3, 4, 5].map((option) => ({ option, title: { sv: `Projekt ${option}` } })),
} as BoxSection;

const whyOf = (number: number, of = result, how = rule) => fundLines(box, how, of).lines.find((line) => line.number === number)?.why;

test('given a result then the funded stand first as they were funded, the others by their votes', () => {
  const { lines, funded, most } = fundLines(box, rule, result, { kind: 'choice', options: [4, 5] });
  expect(lines.map((line) => line.number)).toEqual([2, 4, 3, 1, 5]);
  expect(lines.filter((line) => line.own).map((line) => line.number)).toEqual([4, 5]);
  expect([funded, most]).toEqual([3, 8]);
});

test('given equal shares then a funded project says who paid, evenly or not, or that it was left over money', () => {
  expect(whyOf(2)).toBe(t('fund.won_even', { n: 5, amount: '60\u202fkr' }));
  expect(whyOf(4)).toBe(t('fund.won_shared', { n: 8, amount: '67\u202fkr' }));
  expect(whyOf(3)).toBe(t('fund.won_completion'));
});

test('given supporters without enough money then what they had and what was missing add up to the cost', () => {
  const why = whyOf(1);
  expect(why).toContain(t('fund.miss_supporters_short', { left: '375\u202fkr', missing: '25\u202fkr' }));
  expect(why).toContain(t('fund.miss_either', { n: 2, cost: '370\u202fkr' }));
});

test('given supporters who have nothing left then it is said where their money went', () => {
  const spent = { ...result, rows: result.rows.map((row) => (row.option === 1 ? { ...row, miss: { cause: 'supporters_short', left: '1/2' } as FundMiss } : row)) };
  expect(whyOf(1, spent)).toBe(t('fund.miss_supporters_spent'));
});

test('given a lot that decided who got the last money then both say so, and of whom', () => {
  const tied = { ...result, ties: [{ options: [3, 1], by_lot: true, at_cut: true }] };
  expect(whyOf(3, tied)).toContain(t('fund.won_lot', { others: '1' }));
  expect(whyOf(1, tied)).toContain(t('fund.miss_lot', { others: '3' }));
});

test('given weights then each project says what its votes weigh, for the order follows that', () => {
  const weighted = { ...result, rows: result.rows.map((row) => ({ ...row, weighted: '7/2' })) };
  expect(whyOf(2, weighted)).toContain(t('fund.weighted', { value: '3,5' }));
});

test.each([
  [{ cause: 'unsupported' }, 'fund.miss_unsupported'],
  [{ cause: 'outweighed' }, 'fund.miss_outweighed'],
  [{ cause: 'did_not_fit' }, 'fund.miss_no_room'],
  [{ cause: 'above_pot', highest_cost: 900 }, 'fund.miss_above_pot'],
] as const)('given %o then its cause is said', (miss, key) => {
  const missed = { ...result, rows: result.rows.map((row) => (row.option === 5 ? { ...row, miss: miss as FundMiss } : row)) };
  const why = whyOf(5, missed);
  expect(why?.startsWith(t(key, { pot: '1\u202f000\u202fkr' }))).toBe(true);
  expect(why?.includes('900\u202fkr')).toBe('highest_cost' in miss);
});

test.each([
  [{ extra_supporters_proved: true }, 'fund.miss_votes', 'fund.miss_cost_at_least'],
  [{ highest_cost_proved: true }, 'fund.miss_votes_already', 'fund.miss_cost'],
  [{}, 'fund.miss_votes_already', 'fund.miss_cost_at_least'],
] as const)('given figures of which only %o then the others are not said to be the fewest or the highest', (proved, votes, cost) => {
  const miss: FundMiss = { cause: 'outweighed', extra_supporters: 2, highest_cost: 370, ...proved };
  const missed = { ...result, rows: result.rows.map((row) => (row.option === 5 ? { ...row, miss } : row)) };
  expect(whyOf(5, missed)).toContain(`${t(votes, { n: 2 })} ${t(cost, { cost: '370\u202fkr' })}`);
});

test('given most votes first then a project says what was left when its turn came', () => {
  const greedy: FundRule = { ...rule, method: 'greedy', completion: 'none', utilitarian: false };
  const counted = { ...result, rounds: [{ option: 2, left: '700' }, { option: 4, left: '300' }] };
  expect(whyOf(4, counted, greedy)).toBe(t('fund.won_greedy', { left: '700\u202fkr' }));
});

test('given points then the bar shows them instead of the voters', () => {
  const scored = { ...result, rows: result.rows.map((row) => ({ ...row, score: row.score * 3 })) };
  const line = fundLines(box, { ...rule, form: 'points' }, scored).lines[0];
  expect(line?.value).toBe(15);
  expect(line?.figure).toBe(t('fund.points', { n: 15 }));
});

test('given add1 and a completion then the story tells the share, what it grew to and what was left over', () => {
  const story = fundStory(box, rule, result);
  expect(story).toEqual([
    t('fund.story_shares', { n: 10, pot: '1\u202f000\u202fkr', share: '100\u202fkr' }),
    t('fund.story_add1', { share: '110\u202fkr' }),
    t('fund.story_completion', { left: '300\u202fkr', names: 'Projekt 3 (3)' }),
  ]);
});

test('given ties then only those are told that the lot decided or that went through the cut', () => {
  const tied = { ...result, ties: [{ options: [4, 2], by_lot: false, at_cut: false }, { options: [3, 1], by_lot: true, at_cut: true }] };
  const story = fundStory(box, rule, tied);
  expect(story[story.length - 1]).toBe(t('fund.tie_lot', { options: '3, 1', first: '3' }));
  expect(story).toHaveLength(4);
});

test('given no vote for any project then there is no decision to tell of', () => {
  expect(fundStory(box, rule, { ...result, status: 'no_decision' })).toEqual([t('fund.no_decision')]);
});
