import type { FundCompletion, FundForm, FundMethod, Satisfaction } from '@protocol/types';

// Which ways of choosing and of counting go together; the server refuses the others.

/** Phragmén's method knows only whether a project was chosen. */
export function methodsFor(form: FundForm): readonly FundMethod[] {
  return form === 'approve' ? ['equal_shares', 'greedy', 'phragmen', 'knapsack'] : ['equal_shares', 'greedy', 'knapsack'];
}

/** What a project may be worth to whoever chose it, the usual one first. */
export function satisfactionsFor(form: FundForm, method: FundMethod): readonly Satisfaction[] {
  if (method === 'phragmen') return ['cost'];
  const usual = usualSatisfaction(form, method);
  return [usual].concat(satisfactions[form].filter((one) => one !== usual));
}

const satisfactions: Record<FundForm, readonly Satisfaction[]> = {
  approve: ['cost', 'cardinality'],
  points: ['points_x_cost', 'points', 'cost', 'cardinality'],
  rank: ['rankpoints_x_cost', 'rankpoints', 'borda', 'cost', 'cardinality'],
};

/** Worth that follows the cost: then equal shares spreads kronor and not projects, as the towns do
 *  that vote by it, and greedy is most votes, points or rank points first. The set with the most
 *  support is the one with the most votes, points or rank points: by cost it would buy the dearest. */
export function usualSatisfaction(form: FundForm, method: FundMethod): Satisfaction {
  if (method === 'knapsack') return ({ approve: 'cardinality', points: 'points', rank: 'rankpoints' } as const)[form];
  return ({ approve: 'cost', points: 'points_x_cost', rank: 'rankpoints_x_cost' } as const)[form];
}

/** The usual one first: add1 stops as soon as nothing more that somebody chose would fit. */
export function completionsFor(method: FundMethod): readonly FundCompletion[] {
  return method === 'equal_shares' ? ['add1', 'add1_no_exhaustive_stop', 'none'] : ['none'];
}

export function canBeFilled(method: FundMethod): boolean {
  return method === 'equal_shares' || method === 'phragmen';
}
