import { expect, test } from 'vitest';
import type { FundResult, FundRule } from '@protocol/types';
import { receiptOf } from './receipt';

const rule: FundRule = {
  kind: 'fund', pot: 300, form: 'approve', method: 'equal_shares', satisfaction: 'cost', completion: 'none', utilitarian: false,
};
// Three ballots with 100 kronor each. All chose 1 (120 kr, 40 each); 2 (90 kr) was chosen by two, of
// which one had 60 left like this one: 45 each.
const result: FundResult = {
  kind: 'fund', cast: 3, blank: 0, abstained: 0, counted: 3, status: 'ok', pot: 300, spent: 210, exhaustive: true,
  rows: [
    { option: 1, cost: 120, supporters: 3, score: 3, funded: 'rule', place: 1 },
    { option: 2, cost: 90, supporters: 2, score: 2, funded: 'rule', place: 2 },
  ],
  order: [1, 2],
  rounds: [
    { option: 1, price: '1/3', payers: 3, most: '40', left: '180' },
    { option: 2, price: '1/2', payers: 2, most: '45', left: '90' },
  ],
  endowment: '100',
  ties: [],
};

test('given equal shares then a ballot pays its part of what it chose and keeps the rest', () => {
  const receipt = receiptOf(rule, result, { kind: 'choice', options: [1, 2] });
  expect(receipt).toEqual({ share: 100, paid: [{ option: 1, amount: 40 }, { option: 2, amount: 45 }], left: 15 });
});

test('given less left than the part would be then it pays all that it has', () => {
  const poor = { ...result, endowment: '70' };
  const receipt = receiptOf(rule, poor, { kind: 'choice', options: [1, 2] });
  expect(receipt?.paid).toEqual([{ option: 1, amount: 40 }, { option: 2, amount: 30 }]);
  expect(receipt?.left).toBe(0);
});

test('given a project that it did not choose then it pays nothing for it', () => {
  expect(receiptOf(rule, result, { kind: 'choice', options: [2] })?.paid).toEqual([{ option: 2, amount: 45 }]);
});

test.each([
  ['points', { kind: 'dots', marks: [{ option: 1, value: 3 }, { option: 2, value: 1 }] }, [60, 10]],
  ['points_x_cost', { kind: 'dots', marks: [{ option: 1, value: 3 }] }, [36]],
  ['cardinality', { kind: 'choice', options: [1] }, [20]],
  ['rankpoints', { kind: 'ranking', options: [2, 1] }, [20, 20]],
  ['borda', { kind: 'ranking', options: [2, 1] }, [10]],
] as const)('given the satisfaction %s then the price is paid for each unit of it', (satisfaction, ballot, amounts) => {
  const price = { points: ['20', '10'], points_x_cost: ['1/10', '1'], cardinality: ['20', '20'], rankpoints: ['20', '10'], borda: ['20', '10'] }[satisfaction];
  const priced = { ...result, rounds: result.rounds.map((round, at) => ({ ...round, price: price[at] ?? '0' })) };
  const receipt = receiptOf({ ...rule, satisfaction }, priced, ballot as never);
  expect(receipt?.paid.map((line) => line.amount)).toEqual(amounts);
});

test('given another rule, weights, or nothing chosen then there is no receipt', () => {
  const ballot = { kind: 'choice', options: [1] } as const;
  expect(receiptOf({ ...rule, method: 'greedy' }, result, { ...ballot, options: [1] })).toBeUndefined();
  expect(receiptOf({ ...rule, weights: { groups: [], others: 1, visible: false } }, result, { ...ballot, options: [1] })).toBeUndefined();
  expect(receiptOf(rule, result, null)).toBeUndefined();
  expect(receiptOf(rule, result, { kind: 'abstain' })).toBeUndefined();
});
