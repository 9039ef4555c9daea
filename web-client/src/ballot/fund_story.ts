import type { BoxSection } from '@protocol/sections';
import type { FundResult, FundRule, OptionNumber } from '@protocol/types';
import { money } from '../i18n/format';
import { inLanguage, t } from '../i18n/text.svelte';
import { kronorOf, valueOfFraction } from './fraction';

/** How the count went, from the pot to the last krona, in sentences. */
export function fundStory(box: BoxSection, rule: FundRule, result: FundResult): string[] {
  if (result.status === 'no_decision') return [t('fund.no_decision')];
  const story: string[] = [];
  switch (rule.method) {
    case 'equal_shares':
      story.push(...sharesStory(rule, result));
      break;
    case 'phragmen':
      story.push(t('fund.story_phragmen'));
      break;
    case 'greedy':
      story.push(t('fund.story_greedy'));
      break;
    case 'knapsack':
      story.push(t(result.status === 'not_proved' ? 'fund.story_not_proved' : 'fund.story_knapsack'));
      break;
  }
  const added = result.rows.filter((row) => row.funded === 'completion').sort((a, b) => (a.place ?? 0) - (b.place ?? 0));
  if (added.length > 0) {
    const titleOf = (option: OptionNumber) => inLanguage(box.options.find((one) => one.option === option)?.title ?? {}).text;
    const names = added.map((row) => `${titleOf(row.option)} (${row.option})`);
    const before = result.pot - result.spent + added.reduce((sum, row) => sum + row.cost, 0);
    story.push(t('fund.story_completion', { left: money(before), names: names.join(', ') }));
  }
  for (const tie of result.ties) {
    if (!tie.by_lot && !tie.at_cut) continue;
    story.push(t(tie.by_lot ? 'fund.tie_lot' : 'fund.tie', { options: tie.options.join(', '), first: String(tie.options[0] ?? '') }));
  }
  return story;
}

function sharesStory(rule: FundRule, result: FundResult): string[] {
  if (result.endowment === undefined) return [];
  if (rule.weights) return [t('fund.story_weights')];
  const share = money(kronorOf(result.pot / Math.max(1, result.counted)));
  const words = [t('fund.story_shares', { n: result.counted, pot: money(result.pot), share })];
  if ((result.runs ?? 1) > 1) words.push(t('fund.story_add1', { share: money(kronorOf(valueOfFraction(result.endowment))) }));
  return words;
}

/** In a sentence or two what it took to get money. */
export function fundMoral(rule: FundRule): string {
  switch (rule.method) {
    case 'equal_shares':
      return t(rule.weights ? 'fund.moral_weights' : 'fund.moral_equal_shares');
    case 'phragmen':
      return t('fund.moral_phragmen');
    case 'greedy':
      return t('fund.moral_greedy');
    case 'knapsack':
      return t('fund.moral_knapsack');
  }
}
