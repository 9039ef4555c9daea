import type { BoxSection } from '@protocol/sections';
import type { Ballot, FundMiss, FundResult, FundRound, FundRow, FundRule, Title } from '@protocol/types';
import { money } from '../i18n/format';
import { t } from '../i18n/text.svelte';
import { chosenOf } from './fund_choice';
import { decimal, kronorOf, valueOfFraction, wholeKronorOf } from './fraction';

const kronor = (fraction: string) => money(kronorOf(valueOfFraction(fraction)));

/** One project of a result, ready to draw: what it got, from how many, and why or why not. */
export interface FundLine {
  number: number;
  title: Title;
  cost: number;
  place: string;
  /** What its bar shows, and the same in figures. */
  value: number;
  figure: string;
  funded: boolean;
  why: string;
  /** On the phone's own ballot. */
  own: boolean;
}

export interface FundLines {
  /** The funded ones in the order in which they were funded, then the others by their votes. */
  lines: FundLine[];
  funded: number;
  /** What a full bar stands for. */
  most: number;
}

export function fundLines(box: BoxSection, rule: FundRule, result: FundResult, ballot: Ballot | null = null): FundLines {
  const own = chosenOf(ballot);
  const byPoints = rule.form === 'points';
  const lines = inOrder(result, byPoints).map((row): FundLine => {
    const option = box.options.find((one) => one.option === row.option);
    const value = byPoints ? row.score : row.supporters;
    return {
      number: row.option,
      title: option?.title ?? {},
      cost: row.cost,
      place: option?.place ?? '',
      value,
      figure: t(byPoints ? 'fund.points' : 'fund.votes', { n: value }),
      funded: row.funded !== undefined,
      why: weight(row) + (row.funded === undefined ? whyNot(rule, result, row) : whyFunded(rule, result, row)),
      own: own.includes(row.option),
    };
  });
  return {
    lines,
    funded: result.order.length,
    most: lines.reduce((most, line) => Math.max(most, line.value), 0),
  };
}

/** Where groups weigh, what the order follows instead of the votes that are shown. */
function weight(row: FundRow): string {
  return row.weighted === undefined ? '' : `${t('fund.weighted', { value: decimal(row.weighted) })} `;
}

function inOrder(result: FundResult, byPoints: boolean): FundRow[] {
  const votes = (row: FundRow) => (byPoints ? row.score : row.supporters);
  const place = (row: FundRow) => row.place ?? result.rows.length + 1;
  return result.rows.slice().sort((a, b) => place(a) - place(b) || votes(b) - votes(a) || a.cost - b.cost || a.option - b.option);
}

/** Those that only the lot put before or after this project, some of them in and some out. */
function tiedByLot(result: FundResult, option: number): string {
  const tie = result.ties.find((one) => one.by_lot && one.at_cut && one.options.includes(option));
  return tie ? tie.options.filter((other) => other !== option).join(', ') : '';
}

function whyFunded(rule: FundRule, result: FundResult, row: FundRow): string {
  const others = tiedByLot(result, row.option);
  const words = wayFunded(rule, result, row);
  return others ? `${words} ${t('fund.won_lot', { others })}`.trim() : words;
}

function wayFunded(rule: FundRule, result: FundResult, row: FundRow): string {
  if (row.funded === 'completion') return t('fund.won_completion');
  if (row.cost === 0) return t('fund.won_free');
  const round = result.rounds.find((one) => one.option === row.option);
  switch (rule.method) {
    case 'equal_shares':
      return round ? paidBy(round, row.cost) : '';
    case 'phragmen':
      return round?.price === undefined ? '' : t('fund.won_phragmen', { amount: kronor(round.price) });
    case 'greedy':
      return round ? t('fund.won_greedy', { left: money(kronorOf(valueOfFraction(round.left)) + row.cost) }) : '';
    case 'knapsack':
      return t('fund.won_knapsack');
  }
}

/** Who shared the cost, and how much each of them paid. */
function paidBy(round: FundRound, cost: number): string {
  if (round.payers === undefined || round.most === undefined) return '';
  if (round.payers === 1) return t('fund.won_alone');
  const most = valueOfFraction(round.most);
  const even = Math.abs(most * round.payers - cost) < 0.5;
  return t(even ? 'fund.won_even' : 'fund.won_shared', { n: round.payers, amount: money(kronorOf(most)) });
}

function whyNot(rule: FundRule, result: FundResult, row: FundRow): string {
  if (!row.miss) return '';
  const words = [cause(rule, result, row)];
  const others = tiedByLot(result, row.option);
  if (others) words.push(t('fund.miss_lot', { others }));
  return words.concat(whatWouldDo(row.miss)).join(' ');
}

/** A figure that is not proved to be the fewest votes or the highest cost is not said to be. */
function whatWouldDo(miss: FundMiss): string[] {
  const { extra_supporters: votes, highest_cost: cost } = miss;
  const [fewest, highest] = [miss.extra_supporters_proved === true, miss.highest_cost_proved === true];
  if (votes !== undefined && cost !== undefined && fewest && highest) return [t('fund.miss_either', { n: votes, cost: money(cost) })];
  const words: string[] = [];
  if (votes !== undefined) words.push(t(fewest ? 'fund.miss_votes' : 'fund.miss_votes_already', { n: votes }));
  if (cost !== undefined) words.push(t(highest ? 'fund.miss_cost' : 'fund.miss_cost_at_least', { cost: money(cost) }));
  return words;
}

function cause(rule: FundRule, result: FundResult, row: FundRow): string {
  const left = row.miss?.left === undefined ? undefined : wholeKronorOf(valueOfFraction(row.miss.left));
  switch (row.miss?.cause) {
    case 'unsupported':
      return t('fund.miss_unsupported');
    case 'above_pot':
      return t('fund.miss_above_pot', { pot: money(result.pot) });
    case 'did_not_fit':
      return left === undefined ? t('fund.miss_no_room') : t('fund.miss_did_not_fit', { left: money(left) });
    case 'supporters_short':
      if (left === undefined || rule.method !== 'equal_shares') return t('fund.miss_short_of_money');
      return left === 0
        ? t('fund.miss_supporters_spent')
        : t('fund.miss_supporters_short', { left: money(left), missing: money(row.cost - left) });
    case 'outweighed':
      return t('fund.miss_outweighed');
    default:
      return '';
  }
}
