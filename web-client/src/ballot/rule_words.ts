import type { BallotRule, FundRule } from '@protocol/types';
import { lookUp, t } from '../i18n/text.svelte';

export interface RuleWords {
  name: string;
  /** How it counts, a paragraph each. */
  text: string[];
}

/** How the votes become a result. A vote with dots or a poll is counted as it says in its terms. */
export function ruleWords(rule: BallotRule): RuleWords | undefined {
  if (rule.kind === 'split') {
    switch (rule.method) {
      case 'mean':
        return { name: t('rule.mean'), text: [t('rule.mean.text')] };
      case 'median':
        return { name: t('rule.median'), text: [t('rule.median.text')] };
      case 'independent_markets':
        return { name: t('rule.independent_markets'), text: [t('rule.independent_markets.text')] };
      case 'knapsack':
        return { name: t('rule.split_knapsack'), text: [t('rule.split_knapsack.text')] };
    }
  }
  if (rule.kind !== 'fund') return undefined;
  const further = (rule.completion === 'none' ? [] : [t('rule.add1')]).concat(rule.utilitarian ? [t('rule.utilitarian')] : []);
  const worth = saysWorth(rule) ? (lookUp(`archive.why.counts_by_${rule.satisfaction}`) ?? '') : '';
  const ties = (worth ? [worth] : []).concat(t('rule.lot'));
  switch (rule.method) {
    case 'greedy':
      return { name: t('rule.greedy'), text: [t('rule.greedy.text'), ...ties] };
    case 'equal_shares':
      return { name: t('rule.equal_shares'), text: [t('rule.equal_shares.text'), ...further, ...ties] };
    case 'phragmen':
      return { name: t('rule.phragmen'), text: [t('rule.phragmen.text'), ...further, ...ties] };
    case 'knapsack':
      return { name: t('rule.fund_knapsack'), text: [t('rule.fund_knapsack.text'), ...ties] };
  }
}

/** Worth by the cost is what the words of each rule take for granted; most votes first, and most points first, are
 *  what greedy makes of it. */
function saysWorth(rule: FundRule): boolean {
  if (rule.satisfaction === 'cost' || rule.method === 'phragmen') return false;
  return rule.method !== 'greedy' || (rule.satisfaction !== 'points_x_cost' && rule.satisfaction !== 'rankpoints_x_cost');
}
