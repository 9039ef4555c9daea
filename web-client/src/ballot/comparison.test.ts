import { beforeEach, expect, test } from 'vitest';
import type { RuleOutcome } from '@protocol/types';
import swedish from '../i18n/sv.json';
import { t, useText } from '../i18n/text.svelte';
import { differenceFrom, differenceWords, outcomeName } from './comparison';

beforeEach(() => useText('sv', swedish));

function outcome(amounts: readonly (readonly [number, number])[], more: Partial<RuleOutcome> = {}): RuleOutcome {
  return {
    rule_name: 'fund-equal-shares', rule_version: 1, method: 'equal_shares', weighted: false, chosen: false, spent: 0, better: 0, worse: 0, groups: [],
    amounts: amounts.map(([option, value]) => ({ option, value })), ...more,
  };
}

test('given two results then what only one of them funds is told', () => {
  const chosen = outcome([[2, 50], [6, 70], [7, 10]]);
  expect(differenceFrom(chosen, outcome([[2, 50], [8, 90]]))).toEqual({ with: [8], without: [6, 7], same: false });
  expect(differenceFrom(chosen, outcome([[7, 10], [6, 70], [2, 50]]))).toEqual({ with: [], without: [], same: true });
  expect(differenceFrom(chosen, outcome([[2, 40], [6, 80], [7, 10]]))).toEqual({ with: [], without: [], same: false });
});

test.each<[number[], number[], () => string]>([
  [[8], [6, 7], () => t('comparison.instead', { options: '8', others: '6, 7' })],
  [[8], [], () => t('comparison.with', { options: '8' })],
  [[], [6, 7], () => t('comparison.without', { options: '6, 7' })],
  [[], [], () => ''],
])('given %o in and %o out then the words name each once', (more, without, words) => {
  const named = (options: readonly number[]) => options.join(', ');
  expect(differenceWords({ with: more, without, same: false }, named)).toBe(words());
});

test('given one rule of its kind then its name is enough; of two, each says what it differs in', () => {
  const add1 = outcome([], { completion: 'add1', utilitarian: true });
  const once = outcome([], { completion: 'none', utilitarian: true });
  const greedy = outcome([], { method: 'greedy' });
  expect(outcomeName({ outcomes: [add1, greedy] }, add1, 'fund')).toBe(swedish['rule.equal_shares']);
  const both = { outcomes: [add1, once, greedy] };
  expect(outcomeName(both, once, 'fund')).toBe(`${swedish['rule.equal_shares']} (${swedish['comparison.once']})`);
  expect(outcomeName(both, greedy, 'fund')).toBe(swedish['rule.greedy']);
  expect(outcomeName({ outcomes: [outcome([], { method: 'knapsack' })] }, outcome([], { method: 'knapsack' }), 'split')).toBe(swedish['rule.split_knapsack']);
});
