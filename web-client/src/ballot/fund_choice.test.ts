import { expect, test } from 'vitest';
import type { Option } from '@protocol/types';
import { chosenCosts, chosenOf, sumOf, toggled } from './fund_choice';

const options: Option[] = [
  { option: 1, title: { sv: 'Bastu' }, cost: 160_000 },
  { option: 2, title: { sv: 'Brygga' }, cost: 75_000 },
  { option: 3, title: { sv: 'Byadag' } },
];

test('given each kind of ballot then the chosen projects stand in its order', () => {
  expect(chosenOf(null)).toEqual([]);
  expect(chosenOf({ kind: 'abstain' })).toEqual([]);
  expect(chosenOf({ kind: 'choice', options: [1, 3] })).toEqual([1, 3]);
  expect(chosenOf({ kind: 'ranking', options: [3, 1] })).toEqual([3, 1]);
  expect(chosenOf({ kind: 'dots', marks: [{ option: 2, value: 4 }] })).toEqual([2]);
});

test('given chosen projects then their costs are added, and one without a cost adds nothing', () => {
  const costs = chosenCosts(options, { kind: 'ranking', options: [2, 3, 1] });
  expect(costs.map((cost) => cost.number)).toEqual([2, 3, 1]);
  expect(sumOf(costs)).toBe(235_000);
});

test('given a press then the project is on the ballot, and with another it is off, always ascending', () => {
  expect(toggled([3], 1)).toEqual([1, 3]);
  expect(toggled([1, 3], 3)).toEqual([1]);
});
