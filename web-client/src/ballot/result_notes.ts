import type { BoxSection, Settlement } from '@protocol/sections';
import type { DotsResult, Result, SplitResult } from '@protocol/types';
import { money } from '../i18n/format';
import { inLanguage, lookUp, t } from '../i18n/text.svelte';
import { moneyByPlace } from './places';

/** How it was counted, in sentences. */
export function resultNotes(box: BoxSection, result: Result): string {
  const notes = [t('result.cast', { n: result.cast })];
  if ('blank' in result && result.blank > 0) notes.push(t('result.blank', { n: result.blank }));
  if (result.abstained > 0) notes.push(t('result.abstained', { n: result.abstained }));
  if (result.kind === 'dots') notes.push(t('result.dots_total', { n: result.total_dots }), ...tieNotes(result));
  if (result.kind === 'split') notes.push(...splitNotes(box, result));
  if (box.rule.kind !== 'poll' && box.rule.weights) notes.push(t('result.weights'));
  return notes.join(' ');
}

function splitNotes(box: BoxSection, result: SplitResult): string[] {
  const notes: string[] = [];
  if (result.incomplete > 0) notes.push(t('result.incomplete', { n: result.incomplete }));
  if (box.rule.kind === 'split' && result.status !== 'no_decision') {
    notes.push(splitMethodWords(result, money(box.rule.rounding)));
  }
  if (result.status !== 'ok') notes.push(lookUp(`archive.split_${result.status}`) ?? '');
  return notes;
}

function splitMethodWords(result: SplitResult, rounding: string): string {
  switch (result.method) {
    case 'mean':
      return t('result.split_mean', { n: result.counted, rounding });
    case 'median':
      return t('result.split_median', { n: result.counted, rounding });
    case 'independent_markets':
      return t('result.split_markets', { n: result.counted, rounding });
    case 'knapsack':
      return t('result.split_knapsack', { n: result.counted, rounding });
  }
}

/** What put options with equally many dots in order; the tie at the cut first. */
export function tieNotes(result: DotsResult): string[] {
  const notes: string[] = [];
  if (result.tie_at_cut.length > 0) {
    notes.push(t('result.tie_through_cut', { options: result.tie_at_cut.join(', ') }));
  }
  const reasons = new Set(result.order_reasons.filter((reason) => reason !== 'dots'));
  if (reasons.has('supporters')) notes.push(t('result.tie_supporters'));
  if (reasons.has('lot')) notes.push(t('result.tie_lot'));
  else if (reasons.has('list_order')) notes.push(t('result.tie_list'));
  return notes;
}

export function settlementWords(settlement: Settlement): string {
  const selected = settlement.selected ?? [];
  const goOn = selected.length > 0 ? ` ${t('settled.selected', { options: selected.join(', ') })}` : '';
  switch (settlement.how) {
    case 'lot':
      return t('settled.lot') + goOn;
    case 'all':
      return t('settled.all') + goOn;
    case 'run_off':
      return t('settled.run_off');
  }
}

/** The money that lands in each place under a split, in a sentence; nothing if no option has a place. */
export function placesNote(box: BoxSection, result: Result): string {
  if (result.kind !== 'split' || !box.options.some((option) => option.place)) return '';
  const sums = moneyByPlace(box.options, result.rows);
  return t('places.note', { places: sums.map((sum) => `${sum.place || t('places.none')} ${money(sum.amount)}`).join(', ') });
}

/** What is left of the pot, and where it goes if that was said. */
export function leftWords(box: BoxSection, left: number): string {
  if (left <= 0) return t('left.nothing');
  const where = box.left_goes_to ? inLanguage(box.left_goes_to).text : '';
  return where ? t('left.goes_to', { amount: money(left), where }) : t('left.stays', { amount: money(left) });
}
