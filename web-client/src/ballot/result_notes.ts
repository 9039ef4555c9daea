import type { BoxSection, Settlement } from '@protocol/sections';
import type { DotsResult, Result, SplitResult, SplitRule } from '@protocol/types';
import { money } from '../i18n/format';
import { inLanguage, lookUp, t } from '../i18n/text.svelte';
import { kronorOf, valueOfFraction } from './fraction';
import { moneyByPlace } from './places';

/** How it was counted, in sentences. */
export function resultNotes(box: BoxSection, result: Result, settlement?: Settlement): string {
  const notes = [t('result.cast', { n: result.cast })];
  if ('blank' in result && result.blank > 0) notes.push(t('result.blank', { n: result.blank }));
  if (result.abstained > 0) notes.push(t('result.abstained', { n: result.abstained }));
  if (result.kind === 'dots') notes.push(t('result.dots_total', { n: result.total_dots }), ...tieNotes(result, settlement));
  if (result.kind === 'split') notes.push(...splitNotes(box, result));
  if (box.rule.kind !== 'poll' && box.rule.weights) notes.push(t('result.weights'));
  return notes.join(' ');
}

function splitNotes(box: BoxSection, result: SplitResult): string[] {
  const notes: string[] = [];
  if (result.incomplete > 0) notes.push(t('result.incomplete', { n: result.incomplete }));
  if (box.rule.kind === 'split' && result.status !== 'no_decision') {
    notes.push(splitMethodWords(box.rule, result));
  }
  if (result.status !== 'ok') notes.push(lookUp(`archive.split_${result.status}`) ?? '');
  return notes;
}

function splitMethodWords(rule: SplitRule, result: SplitResult): string {
  const rounding = money(rule.rounding);
  switch (result.method) {
    case 'mean':
      return t('result.split_mean', { n: result.counted, rounding });
    case 'median':
      return t('result.split_median', { n: result.counted, rounding });
    case 'independent_markets':
      return result.market_time === undefined || rule.weights
        ? t('result.split_markets_weighted', { rounding })
        : t('result.split_markets', { n: result.counted, rounding, step: money(kronorOf(valueOfFraction(result.market_time) * rule.pot)) });
    case 'knapsack':
      return t('result.split_knapsack', { n: result.counted, rounding });
  }
}

/** What put options with equally many dots in order: those at the cut, unless that was settled otherwise, or
 *  else in general. */
export function tieNotes(result: DotsResult, settlement?: Settlement): string[] {
  if (result.tie_at_cut.length > 0) return settlement && settlement.how !== 'lot' ? [] : cutNotes(result);
  const notes: string[] = [];
  const reasons = new Set(result.order_reasons.filter((reason) => reason !== 'dots'));
  if (reasons.has('supporters')) notes.push(t('result.tie_supporters'));
  if (reasons.has('lot')) notes.push(t('result.tie_lot'));
  else if (reasons.has('list_order')) notes.push(t('result.tie_list'));
  return notes;
}

/** Why the last that is in stands before the first that is out. */
function cutNotes(result: DotsResult): string[] {
  const seats = result.tie_at_cut.filter((option) => result.selected.includes(option)).length;
  const notes = [t('result.tie_through_cut', { options: result.tie_at_cut.join(', '), seats })];
  const last = result.selected.length - 1;
  const [first, second] = [result.rows[last], result.rows[last + 1]].map((row) => String(row?.option ?? ''));
  switch (result.order_reasons[last]) {
    case 'supporters':
      notes.push(t('result.cut_supporters', { first: first!, second: second! }));
      break;
    case 'lot':
      notes.push(t('result.cut_lot', { first: first!, second: second! }));
      break;
    case 'list_order':
      notes.push(t('result.cut_list', { first: first!, second: second! }));
      break;
    default:
      break;
  }
  return notes;
}

export function settlementWords(settlement: Settlement, of: Result): string {
  const selected = settlement.selected ?? [];
  const goOn = selected.length > 0 ? ` ${t('settled.selected', { options: selected.join(', ') })}` : '';
  switch (settlement.how) {
    case 'lot':
      return of.kind === 'fund' ? t('settled.fund_lot') : t('settled.lot') + goOn;
    case 'all':
      return t('settled.all') + goOn;
    case 'run_off':
      return t(of.kind === 'fund' ? 'settled.fund_run_off' : 'settled.run_off');
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
