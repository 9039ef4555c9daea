import type { Ballot, BallotRule, FundRule, Option } from '@protocol/types';
import { chosenCosts, chosenOf, sumOf } from '../ballot/fund_choice';
import { sumOfMarks } from '../ballot/marks';
import { money } from '../i18n/format';
import { t } from '../i18n/text.svelte';

/** Kronor or points that are not given to anything yet. */
export function left(rule: BallotRule, given: number): number {
  if (rule.kind === 'split') return rule.pot - given;
  return rule.kind === 'fund' ? (rule.points ?? 0) - given : 0;
}

export function mostChoices(rule: BallotRule, options: readonly Option[]): number {
  return rule.kind === 'fund' ? (rule.max_choices ?? options.length) : options.length;
}

export function mostPoints(rule: FundRule): number {
  return rule.max_per_option ?? rule.points ?? 0;
}

/** What the sticky bar says in large: what is left to give, or what is chosen. */
export function leftWords(rule: BallotRule, options: readonly Option[], ballot: Ballot | null): string {
  const marks = ballot && 'marks' in ballot ? ballot.marks : [];
  if (rule.kind === 'split') return t('money.left', { amount: money(left(rule, sumOfMarks(marks))) });
  if (rule.kind === 'poll') return ballot ? '' : t('poll.choose');
  if (rule.kind !== 'fund') return '';
  if (rule.form === 'points') return t('points.left', { n: left(rule, sumOfMarks(marks)) });
  return t('fund.chosen_for', { amount: money(sumOf(chosenCosts(options, ballot))) });
}

/** What the bar says in small: how the chosen projects stand to the pot, and how many more may be chosen. */
export function potWords(rule: FundRule, options: readonly Option[], ballot: Ballot | null): string {
  const cost = sumOf(chosenCosts(options, ballot));
  const words = [
    rule.form === 'points'
      ? t('fund.chosen_of', { amount: money(cost), pot: money(rule.pot) })
      : t('fund.of_pot', { pot: money(rule.pot) }),
    cost > rule.pot ? t('fund.beyond', { amount: money(cost - rule.pot) }) : t('fund.room', { amount: money(rule.pot - cost) }),
  ];
  if (rule.max_choices !== undefined) words.push(t('fund.count_of', { n: chosenOf(ballot).length, most: rule.max_choices }));
  return words.join(' ');
}
