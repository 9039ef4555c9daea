import type { BoxSection } from '@protocol/sections';
import type { Comparison, Group, GroupOutcome, RuleOutcome } from '@protocol/types';
import { inLanguage, t } from '../i18n/text.svelte';
import { differenceFrom, differenceWords, outcomeName } from './comparison';

/** What every face says of a comparison: which rules, how they differ, and how the groups fare. */
export class ComparisonWords {
  readonly kind: 'fund' | 'split';
  /** The rule that applied. */
  readonly chosen: RuleOutcome | undefined;
  /** Those with groups to tell of. The rule that applied has no more and no less than itself; its groups are told only in votes on projects. */
  readonly grouped: readonly RuleOutcome[];

  constructor(
    private readonly box: BoxSection,
    private readonly comparison: Comparison,
    private readonly groups: readonly Group[],
  ) {
    this.kind = box.rule.kind === 'fund' ? 'fund' : 'split';
    this.chosen = comparison.outcomes.find((outcome) => outcome.chosen);
    this.grouped = comparison.outcomes.filter((outcome) => outcome.groups.length > 0 && (this.kind === 'fund' || !outcome.chosen));
  }

  title(option: number): string {
    return inLanguage(this.box.options.find((one) => one.option === option)?.title ?? {}).text;
  }

  readonly named = (options: readonly number[]): string => options.map((option) => `${this.title(option)} (${option})`).join(', ');

  name(outcome: RuleOutcome): string {
    return outcomeName(this.comparison, outcome, this.kind);
  }

  group(group: string | undefined): string {
    const known = this.groups.find((one) => one.group === group);
    return known ? inLanguage(known.name).text : t('archive.no_group');
  }

  /** How an outcome differs from that of the rule that applied. */
  difference(outcome: RuleOutcome): string {
    if (!this.chosen || outcome === this.chosen) return t('comparison.chosen');
    const difference = differenceFrom(this.chosen, outcome);
    if (difference.same) return t('comparison.same');
    const voters = t(this.kind === 'fund' ? 'comparison.voters' : 'comparison.voters_split', { better: outcome.better, worse: outcome.worse });
    return [differenceWords(difference, this.named), voters].filter(Boolean).join(' ');
  }

  groupsHead(): string {
    return t(this.kind === 'fund' ? 'comparison.groups_content' : 'comparison.groups_voters');
  }

  groupFigures(group: GroupOutcome): string {
    return group.content === undefined
      ? t('comparison.group_voters', { better: group.better, worse: group.worse })
      : t('comparison.group_content', { n: group.content, count: group.ballots });
  }
}
