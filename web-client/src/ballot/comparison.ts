import type { Comparison, RuleOutcome } from '@protocol/types';
import { t } from '../i18n/text.svelte';

/** How another rule's result differs from that of the rule that applied. */
export interface Difference {
  /** Options that get money only under the other rule. */
  with: number[];
  without: number[];
  /** Every option gets exactly the same. */
  same: boolean;
}

export function differenceFrom(chosen: RuleOutcome, other: RuleOutcome): Difference {
  const amountIn = (outcome: RuleOutcome, option: number) => outcome.amounts.find((mark) => mark.option === option)?.value ?? 0;
  const options = Array.from(new Set(chosen.amounts.concat(other.amounts).map((mark) => mark.option))).sort((a, b) => a - b);
  return {
    with: options.filter((option) => amountIn(chosen, option) === 0 && amountIn(other, option) > 0),
    without: options.filter((option) => amountIn(chosen, option) > 0 && amountIn(other, option) === 0),
    same: options.every((option) => amountIn(chosen, option) === amountIn(other, option)),
  };
}

/** What gets money under the other rule only, and what does not; nothing where amounts alone differ. */
export function differenceWords(difference: Difference, named: (options: readonly number[]) => string): string {
  const { with: more, without } = difference;
  if (more.length > 0 && without.length > 0) return t('comparison.instead', { options: named(more), others: named(without) });
  if (more.length > 0) return t('comparison.with', { options: named(more) });
  return without.length > 0 ? t('comparison.without', { options: named(without) }) : '';
}

/** The rule by name; what else tells it apart is added where another one has the same method. */
export function outcomeName(comparison: Comparison, outcome: RuleOutcome, kind: 'fund' | 'split'): string {
  const name = kind === 'fund' ? fundName(outcome.method) : splitName(outcome.method);
  const alike = comparison.outcomes.filter((other) => other.method === outcome.method);
  const differs = (of: (other: RuleOutcome) => unknown) => alike.some((other) => of(other) !== of(outcome));
  const words: string[] = [];
  if (differs((other) => other.weighted)) words.push(t(outcome.weighted ? 'comparison.weighted' : 'comparison.unweighted'));
  if (differs((other) => other.satisfaction)) words.push(satisfactionWords(outcome));
  if (differs((other) => other.completion)) words.push(t(outcome.completion === 'none' ? 'comparison.once' : 'comparison.add1'));
  if (differs((other) => other.utilitarian ?? false)) words.push(t(outcome.utilitarian ? 'comparison.filled' : 'comparison.not_filled'));
  return words.length > 0 ? `${name} (${words.join(', ')})` : name;
}

function fundName(method: string): string {
  switch (method) {
    case 'greedy':
      return t('rule.greedy');
    case 'equal_shares':
      return t('rule.equal_shares');
    case 'phragmen':
      return t('rule.phragmen');
    default:
      return t('rule.fund_knapsack');
  }
}

function splitName(method: string): string {
  switch (method) {
    case 'mean':
      return t('rule.mean');
    case 'median':
      return t('rule.median');
    case 'independent_markets':
      return t('rule.independent_markets');
    default:
      return t('rule.split_knapsack');
  }
}

function satisfactionWords(outcome: RuleOutcome): string {
  switch (outcome.satisfaction) {
    case 'cost':
    case 'points_x_cost':
    case 'rankpoints_x_cost':
      return t('comparison.per_krona');
    default:
      return t('comparison.per_project');
  }
}
