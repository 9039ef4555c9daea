import type { LedgerPot } from '@protocol/sections';
import type { LedgerLineKind } from '@protocol/types';
import { money } from '../i18n/format';
import { inLanguage, t } from '../i18n/text.svelte';
import { leftOf } from './ledger_parts';

export function kindWords(kind: LedgerLineKind): string {
  switch (kind) {
    case 'operations':
      return t('ledger.operations');
    case 'development':
      return t('ledger.development');
    case 'left_over':
      return t('ledger.left_over');
    case 'committed':
      return t('ledger.committed');
  }
}

/** What has become of a pot: nothing to say before its result is shown. */
export function potWords(pot: LedgerPot): string {
  const left = leftOf(pot);
  if (pot.spent === undefined || left === undefined) return t('ledger.not_decided');
  const where = pot.left_goes_to ? inLanguage(pot.left_goes_to).text : '';
  const spent = t('ledger.spent', { amount: money(pot.spent) });
  if (left <= 0) return spent;
  return `${spent} ${where ? t('left.goes_to', { amount: money(left), where }) : t('left.stays', { amount: money(left) })}`;
}
