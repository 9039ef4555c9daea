import type { DotsRule, FundForm, FundMethod, FundRule, IdeasRule, PollRule, SplitRule } from '@protocol/types';
import { canBeFilled, completionsFor, usualSatisfaction } from './fund_choices';

// What a new item starts from. Each can be changed before it is used.

/** Dots per voter: a third of the options, and never so few or so many that it is no choice. */
export function usualDots(options: number): number {
  return Math.max(3, Math.min(10, Math.round(options / 3)));
}

export function usualDotsRule(options: number): DotsRule {
  const dots = usualDots(options);
  return { kind: 'dots', dots, max_per_option: Math.min(3, dots) };
}

export const usualSplitRule: SplitRule = { kind: 'split', pot: 100_000, step: 5_000, rounding: 100, method: 'independent_markets', bounds: [] };

export const usualPoints = 10;

/** How ballots of this form are counted by this method: equal shares goes on a krona at a time, as the
 *  towns do that vote by it, and what is left then is spent. */
export function usualFundRule(form: FundForm, method: FundMethod, pot: number): FundRule {
  return {
    kind: 'fund',
    pot,
    form,
    method,
    satisfaction: usualSatisfaction(form, method),
    completion: completionsFor(method)[0] ?? 'none',
    utilitarian: canBeFilled(method),
    ...(form === 'points' ? { points: usualPoints } : {}),
  };
}

export const usualPollRule: PollRule = { kind: 'poll', form: 'one' };

export const defaultIdeas: IdeasRule = { limit: 3, release_first: true };

/** Steps on a ballot: about twenty presses for the whole pot, in a round number that divides it. */
export function usualStep(pot: number): number {
  const steps = [100, 500, 1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000];
  const fitting = steps.filter((step) => pot % step === 0 && step * 10 <= pot);
  const near = fitting.filter((step) => step * 20 <= pot * 1.5);
  return near[near.length - 1] ?? fitting[0] ?? 1;
}
