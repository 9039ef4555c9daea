import type { DotsRule } from '@protocol/types';
import { inWords } from '../i18n/format';
import { t } from '../i18n/text.svelte';

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function dots(n: number): string {
  return n === 1 ? t('terms.single_dot') : t('terms.n_dots', { count: inWords(n) });
}

/** The rule of a vote with dots, and how many go on, in a few sentences. */
export function dotsTerms(rule: DotsRule): string {
  const goOn = rule.top === undefined ? '' : ` ${t('terms.dots_top', { n: rule.top, count: inWords(rule.top) })}`;
  return capital(
    rule.max_per_option < rule.dots
      ? t('terms.dots', { dots: dots(rule.dots), max: inWords(rule.max_per_option) })
      : t('terms.dots_free', { dots: dots(rule.dots) }),
  ) + goOn;
}
