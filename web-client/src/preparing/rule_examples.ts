import type { FundMethod, SplitMethod } from '@protocol/types';
import type { TextKey } from '../i18n/catalogue';

// One small example for each kind of vote, and what each rule makes of it: so that it can be seen
// before the vote how the rules differ. The tests count them again.

export const voters = ['Anna', 'Bo', 'Cilla'] as const;

/** Kronor, in both examples. */
export const examplePot = 90_000;

export interface ExampleProject {
  option: number;
  cost: number;
  /** Places in `voters`. */
  chosenBy: readonly number[];
}

export const projects: readonly ExampleProject[] = [
  { option: 1, cost: 40_000, chosenBy: [0, 1] },
  { option: 2, cost: 50_000, chosenBy: [0, 1] },
  { option: 3, cost: 30_000, chosenBy: [2] },
];

export interface FundExample {
  funded: readonly number[];
  /** What each voter paid for each option, where the rule gives everyone a share. */
  paid?: readonly Readonly<Record<number, number>>[];
  words: TextKey;
}

export const fundExamples: Record<FundMethod, FundExample> = {
  greedy: { funded: [1, 2], words: 'example.greedy' },
  equal_shares: { funded: [1, 3], paid: [{ 1: 20_000 }, { 1: 20_000 }, { 3: 30_000 }], words: 'example.equal_shares' },
  phragmen: { funded: [1, 3], paid: [{ 1: 20_000 }, { 1: 20_000 }, { 3: 30_000 }], words: 'example.phragmen' },
  knapsack: { funded: [1, 2], words: 'example.fund_knapsack' },
};

/** What each voter gave options 1, 2 and 3. */
export const splitBallots: readonly (readonly number[])[] = [
  [60_000, 30_000, 0],
  [60_000, 0, 30_000],
  [0, 0, 90_000],
];

export interface SplitExample {
  /** Of options 1, 2 and 3. */
  amounts: readonly number[];
  /** Where the fixed points stopped. */
  points?: readonly number[];
  words: TextKey;
}

export const splitExamples: Record<SplitMethod, SplitExample> = {
  independent_markets: { amounts: [40_000, 20_000, 30_000], points: [0, 20_000, 40_000, 60_000], words: 'example.independent_markets' },
  mean: { amounts: [40_000, 10_000, 40_000], words: 'example.mean' },
  median: { amounts: [60_000, 0, 30_000], words: 'example.median' },
  knapsack: { amounts: [60_000, 0, 30_000], words: 'example.split_knapsack' },
};
