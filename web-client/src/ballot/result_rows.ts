import type { BoxSection } from '@protocol/sections';
import type { Ballot, Result, SplitResult, SplitRow, Title } from '@protocol/types';
import { money, number, percent } from '../i18n/format';
import { lookUp, t } from '../i18n/text.svelte';
import { tenthsOf, valueOfFraction } from './fraction';
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
  /** What more there is to say of it: what it weighs, or how its amount came about. */
  note?: string;
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
          ...(row.weighted === undefined ? {} : { note: t('result.weighted', { value: decimal(row.weighted) }) }),
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
          ...amountNote(result, row),
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
        ...(own.includes(row.option) ? { own: { value: row.supporters, text: t('result.own_project') } } : {}),
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

const decimal = (fraction: string) => {
  const tenths = tenthsOf(valueOfFraction(fraction));
  return number(Math.trunc(tenths / 10)) + (tenths % 10 === 0 ? '' : t('format.decimal') + (tenths % 10));
};

function amountNote(result: SplitResult, row: SplitRow): { note?: string } {
  if (row.approvals !== undefined) return { note: t('result.last_krona', { n: row.approvals }) };
  if (row.median === undefined || result.method !== 'independent_markets') return {};
  return { note: t('result.middle', { share: percent(tenthsOf(valueOfFraction(row.median) * 100)) }) };
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
