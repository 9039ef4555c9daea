import type { BoxSection, Settlement } from '@protocol/sections';
import type { Ballot, BallotRule, DotsResult, DotsRow, OptionNumber, Result, SplitResult, SplitRow, Title } from '@protocol/types';
import { money, number } from '../i18n/format';
import { lookUp, t } from '../i18n/text.svelte';
import { decimal, kronorOf, valueOfFraction } from './fraction';
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
export function resultRows(box: BoxSection, result: Result, ballot: Ballot | null = null, settlement?: Settlement): { rows: ResultRow[]; most: number } {
  const rows = rowsOf(box, result, ballot, settlement);
  const most = rows.reduce((highest, row) => Math.max(highest, row.value, row.own?.value ?? 0), 0);
  return { rows, most };
}

/** What goes on after the tie at the cut was settled; of what is voted on again nothing yet. */
export function selectedOf(result: DotsResult, settlement: Settlement | undefined): readonly OptionNumber[] {
  if (settlement?.how === 'run_off') return result.selected.filter((option) => !result.tie_at_cut.includes(option));
  return settlement?.selected ?? result.selected;
}

function rowsOf(box: BoxSection, result: Result, ballot: Ballot | null, settlement: Settlement | undefined): ResultRow[] {
  const titleOf = (option: number): Title => box.options.find((one) => one.option === option)?.title ?? {};
  switch (result.kind) {
    case 'dots': {
      const own = ballot?.kind === 'dots' ? ballot.marks : [];
      const selected = selectedOf(result, settlement);
      return result.rows.map((row) => {
        const mine = valueOf(own, row.option);
        return {
          number: row.option,
          title: titleOf(row.option),
          value: row.dots,
          figure: number(row.dots),
          rank: row.rank,
          below: result.selected.length > 0 && !selected.includes(row.option),
          ...dotsNote(result, row),
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
          ...amountNote(box.rule, result, row),
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

/** At the cut also how many people chose it: that decides first between equally many dots. */
function dotsNote(result: DotsResult, row: DotsRow): { note?: string } {
  const words = row.weighted === undefined ? [] : [t('result.weighted', { value: decimal(row.weighted) })];
  if (result.tie_at_cut.includes(row.option)) words.push(t('result.chosen_by', { n: row.supporters }));
  return words.length > 0 ? { note: words.join('. ') } : {};
}

/**
 * Under independent markets an option's amount before bounds and rounding is the most for which there is
 * a ballot of at least that much for every begun step: that is what the median of votes and phantoms comes to,
 * the phantoms standing one step apart.
 */
function amountNote(rule: BallotRule, result: SplitResult, row: SplitRow): { note?: string } {
  if (row.approvals !== undefined) return { note: t('result.last_krona', { n: row.approvals }) };
  if (rule.kind !== 'split' || row.median === undefined || result.method !== 'independent_markets') return {};
  const median = valueOfFraction(row.median);
  if (Math.abs(median * rule.pot - valueOfFraction(row.exact)) > 0.5) return { note: t('result.moved', { amount: money(kronorOf(median * rule.pot)) }) };
  if (median === 0) return { note: t('result.backed_none') };
  const step = marketStep(rule, result);
  return step === undefined ? {} : { note: t('result.backed', { n: Math.ceil(median / step - 1e-9) }) };
}

/** How far apart the phantoms stand, as a share of the pot: what one more ballot is good for. Where groups weigh
 *  it is no step of ballots. */
export function marketStep(rule: BallotRule, result: Result): number | undefined {
  if (rule.kind !== 'split' || rule.weights || result.kind !== 'split' || result.market_time === undefined) return undefined;
  return valueOfFraction(result.market_time);
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
