import type { BoxSection } from '@protocol/sections';
import type { Ballot, Result, Title } from '@protocol/types';
import { money, number } from '../i18n/format';
import { lookUp, t } from '../i18n/text.svelte';
import { chosenOf } from './fund_choice';
import { valueOf } from './marks';

/** One row of a result, ready to draw: on a phone, on the facilitator's page, on the screen. */
export interface ResultRow {
  number: number;
  title: Title;
  value: number;
  figure: string;
  /** Rows that share a rank are tied; undefined where the rule ranks nothing. */
  rank?: number;
  below: boolean;
  own?: { value: number; text: string };
}

/** The rows in the order of the result, and the value that a full bar stands for. */
export function resultRows(box: BoxSection, result: Result, ballot: Ballot | null = null): { rows: ResultRow[]; most: number } {
  const rows = rowsOf(box, result, ballot);
  const most = rows.reduce((highest, row) => Math.max(highest, row.value, row.own?.value ?? 0), 0);
  return { rows, most };
}

function rowsOf(box: BoxSection, result: Result, ballot: Ballot | null): ResultRow[] {
  const titleOf = (option: number): Title => box.options.find((one) => one.option === option)?.title ?? {};
  switch (result.kind) {
    case 'dots': {
      const own = ballot?.kind === 'dots' ? ballot.marks : [];
      return result.rows.map((row) => {
        const mine = valueOf(own, row.option);
        return {
          number: row.option,
          title: titleOf(row.option),
          value: row.dots,
          figure: number(row.dots),
          rank: row.rank,
          below: result.selected.length > 0 && !result.selected.includes(row.option),
          ...(mine > 0 ? { own: { value: mine, text: t('result.own', { amount: t('dots.figure', { n: mine }) }) } } : {}),
        };
      });
    }
    case 'split': {
      const own = ballot?.kind === 'split' ? ballot.marks : undefined;
      return result.rows.map((row) => {
        const mine = own ? valueOf(own, row.option) : 0;
        return {
          number: row.option,
          title: titleOf(row.option),
          value: row.amount,
          figure: money(row.amount),
          below: false,
          ...(own ? { own: { value: mine, text: t('result.own', { amount: money(mine) }) } } : {}),
        };
      });
    }
    case 'choice': {
      const own = ballot?.kind === 'choice' ? ballot.options : [];
      return result.rows.map((row) => ({
        number: row.option,
        title: titleOf(row.option),
        value: row.votes,
        figure: number(row.votes),
        below: false,
        ...(own.includes(row.option) ? { own: { value: row.votes, text: t('result.own_choice') } } : {}),
      }));
    }
    case 'fund': {
      const own = chosenOf(ballot);
      return result.rows.map((row) => ({
        number: row.option,
        title: titleOf(row.option),
        value: row.supporters,
        figure: number(row.supporters),
        below: row.funded === undefined,
        ...(own.includes(row.option) ? { own: { value: row.supporters, text: t('result.own_choice') } } : {}),
      }));
    }
    case 'scale': {
      const own = ballot?.kind === 'scale' ? ballot.value : 0;
      return result.counts.map((votes, place) => ({
        number: place + 1,
        title: { [t('common.language_code')]: lookUp(`scale.${place + 1}`) ?? '' },
        value: votes,
        figure: number(votes),
        below: false,
        ...(own === place + 1 ? { own: { value: votes, text: t('result.own_choice') } } : {}),
      }));
    }
  }
}

/** Rows of one rank together, in order. Where nothing is ranked each row stands alone. */
export function byRank(rows: readonly ResultRow[]): ResultRow[][] {
  const groups: ResultRow[][] = [];
  for (const row of rows) {
    const last = groups[groups.length - 1];
    if (last && row.rank !== undefined && last[0]?.rank === row.rank) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

/** How it was counted, in sentences. */
export function resultNotes(box: BoxSection, result: Result): string {
  const notes = [t('result.cast', { n: result.cast })];
  if ('blank' in result && result.blank > 0) notes.push(t('result.blank', { n: result.blank }));
  if (result.abstained > 0) notes.push(t('result.abstained', { n: result.abstained }));
  if (result.kind === 'dots') notes.push(t('result.dots_total', { n: result.total_dots }));
  if (result.kind === 'dots' && result.tie_at_cut.length > 0) {
    notes.push(t('result.tie_at_cut', { options: result.tie_at_cut.join(', ') }));
  }
  if (result.kind === 'split') {
    if (result.incomplete > 0) notes.push(t('result.incomplete', { n: result.incomplete }));
    if (box.rule.kind === 'split' && result.status !== 'no_decision') {
      notes.push(
        t(result.method === 'median' ? 'result.split_median' : 'result.split_mean', {
          n: result.counted,
          rounding: money(box.rule.rounding),
        }),
      );
    }
    if (result.status !== 'ok') notes.push(lookUp(`archive.split_${result.status}`) ?? '');
  }
  return notes.join(' ');
}
