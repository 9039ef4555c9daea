import type { BallotRule } from '@protocol/types';
import { inWords, money } from '../i18n/format';
import { t } from '../i18n/text.svelte';

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The rule of a vote in one or two sentences, with what is not used counts as. */
export function terms(rule: BallotRule): string {
  switch (rule.kind) {
    case 'dots':
      return capital(
        rule.max_per_option < rule.dots
          ? t('terms.dots', { dots: dots(rule.dots), max: inWords(rule.max_per_option) })
          : t('terms.dots_free', { dots: dots(rule.dots) }),
      );
    case 'split':
      return t(rule.method === 'median' ? 'terms.split_median' : 'terms.split_mean', { pot: money(rule.pot) });
    case 'poll':
      if (rule.form === 'scale') return t('terms.scale');
      if (rule.form === 'one') return t('terms.single');
      return rule.max_choices === undefined
        ? t('terms.several')
        : t('terms.several_most', { most: inWords(rule.max_choices) });
  }
}

function dots(n: number): string {
  return n === 1 ? t('terms.single_dot') : t('terms.n_dots', { count: inWords(n) });
}
