import type { BallotRule, FundRule } from '@protocol/types';
import { inWords, money } from '../i18n/format';
import { t } from '../i18n/text.svelte';
import { dotsTerms } from './dots_terms';

/** The rule of a vote in one or two sentences, with what is not used counts as. How the votes are
 *  counted is in ruleWords. */
export function terms(rule: BallotRule): string {
  switch (rule.kind) {
    case 'dots':
      return dotsTerms(rule);
    case 'split':
      return t('terms.split', { pot: money(rule.pot) });
    case 'fund':
      return fundTerms(rule);
    case 'poll':
      if (rule.form === 'scale') return t('terms.scale');
      if (rule.form === 'one') return t('terms.single');
      return rule.max_choices === undefined
        ? t('terms.several')
        : t('terms.several_most', { most: inWords(rule.max_choices) });
  }
}

function fundTerms(rule: FundRule): string {
  const pot = money(rule.pot);
  const most = rule.max_choices === undefined ? undefined : inWords(rule.max_choices);
  switch (rule.form) {
    case 'approve':
      return most === undefined ? t('terms.fund_approve', { pot }) : t('terms.fund_approve_most', { pot, most });
    case 'rank':
      return most === undefined ? t('terms.fund_rank', { pot }) : t('terms.fund_rank_most', { pot, most });
    case 'points': {
      const points = inWords(rule.points ?? 0);
      return rule.max_per_option === undefined
        ? t('terms.fund_points', { pot, points })
        : t('terms.fund_points_most', { pot, points, max: inWords(rule.max_per_option) });
    }
  }
}
