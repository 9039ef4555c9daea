import type { Authority, BallotRule, Electorate, GroupId, ItemDefinition, ItemId, ItemKind, Option, PollForm, ProposalId, SplitBound, SplitMethod, Text } from '@protocol/types';
import { defaultIdeas, usualDotsRule, usualPollRule, usualSplitRule } from '../preparing/defaults';
import { Figures, figureText, mostKronor, type DraftProblems } from './draft_figures';
import { fundDraftOf, fundRuleOf, type FundDraft } from './fund_draft';
import { ledgerDraftOf, ledgerOf, type LedgerLineDraft } from './ledger_draft';
import { isVoting } from './next_step';
import { weightsDraftOf, weightsOf, type WeightsDraft } from './weights_draft';
import { written } from './written_text';

/** An option as it is being written: figures are what stands in the fields. */
export interface OptionDraft {
  option: number;
  title: Text;
  summary: Text;
  cost: string;
  place: string;
  group: string;
  minimum: string;
  maximum: string;
  proposal?: ProposalId;
}

/** An agenda item as it is being written. What the kind does not use is kept, so that changing the
 *  kind back loses nothing. */
export interface ItemDraft {
  kind: ItemKind;
  title: Text;
  text: Text;
  minutes: string;
  /** True until somebody writes a number of dots: it then follows the number of options. */
  usualDots: boolean;
  dots: string;
  maxPerOption: string;
  top: string;
  pot: string;
  step: string;
  rounding: string;
  method: SplitMethod;
  fund: FundDraft;
  weights: WeightsDraft;
  leftGoesTo: Text;
  form: PollForm;
  maxChoices: string;
  limit: string;
  releaseFirst: boolean;
  authority: Authority;
  electorate: Electorate;
  decidedBy: Text;
  options: OptionDraft[];
  ledger: LedgerLineDraft[];
  /** Nobody writes it: the item whose tie this vote settles. */
  runOffOf: ItemId | undefined;
}

export function emptyOption(option: number): OptionDraft {
  return { option, title: {}, summary: {}, cost: '', place: '', group: '', minimum: '', maximum: '' };
}

/** One above every number in use, so that no number comes back as something else. */
export function nextNumber(options: readonly OptionDraft[], above = 0): number {
  return options.reduce((highest, one) => Math.max(highest, one.option), above) + 1;
}

function optionDraft(option: Option, bounds: readonly SplitBound[]): OptionDraft {
  const bound = bounds.find((one) => one.option === option.option);
  return {
    option: option.option,
    title: { ...option.title },
    summary: { ...option.summary },
    cost: figureText(option.cost),
    place: option.place ?? '',
    group: option.group ?? '',
    minimum: figureText(bound?.minimum),
    maximum: figureText(bound?.maximum),
    ...(option.proposal !== undefined ? { proposal: option.proposal } : {}),
  };
}

export function draftOf(definition: ItemDefinition): ItemDraft {
  const { rule, options = [] } = definition;
  const dots = rule?.kind === 'dots' ? rule : usualDotsRule(options.length);
  const split = rule?.kind === 'split' ? rule : usualSplitRule;
  const poll = rule?.kind === 'poll' ? rule : usualPollRule;
  const ideas = definition.ideas ?? defaultIdeas;
  return {
    kind: definition.kind,
    title: { ...definition.title },
    text: { ...definition.text },
    minutes: figureText(definition.minutes),
    usualDots: rule?.kind !== 'dots',
    dots: figureText(dots.dots),
    maxPerOption: figureText(dots.max_per_option),
    top: figureText(dots.top),
    pot: figureText(rule?.kind === 'fund' ? rule.pot : split.pot),
    step: figureText(split.step),
    rounding: figureText(split.rounding),
    method: split.method,
    fund: fundDraftOf(rule?.kind === 'fund' ? rule : undefined),
    weights: weightsDraftOf(rule),
    leftGoesTo: { ...definition.left_goes_to },
    form: poll.form,
    maxChoices: figureText(poll.max_choices),
    limit: figureText(ideas.limit),
    releaseFirst: ideas.release_first,
    authority: definition.authority ?? 'advisory',
    electorate: definition.electorate ?? 'open',
    decidedBy: { ...definition.decided_by },
    options: options.map((option) => optionDraft(option, split.bounds)),
    ledger: ledgerDraftOf(definition.ledger),
    runOffOf: definition.run_off_of,
  };
}

function optionOf(draft: OptionDraft, figures: Figures): Option {
  const title = written(draft.title);
  const summary = written(draft.summary);
  const cost = figures.readOptional('options', draft.cost, 0, mostKronor);
  if (!title) figures.problems.options = 'form.option_title_needed';
  return {
    option: draft.option,
    title: title ?? {},
    ...(summary ? { summary } : {}),
    ...(cost !== undefined ? { cost } : {}),
    ...(draft.place.trim() ? { place: draft.place.trim() } : {}),
    ...(draft.group ? { group: draft.group } : {}),
    ...(draft.proposal !== undefined ? { proposal: draft.proposal } : {}),
  };
}

function boundOf(draft: OptionDraft, figures: Figures): SplitBound[] {
  const minimum = figures.readOptional('options', draft.minimum, 0, mostKronor);
  const maximum = figures.readOptional('options', draft.maximum, 0, mostKronor);
  if (minimum === undefined && maximum === undefined) return [];
  return [
    { option: draft.option, ...(minimum !== undefined ? { minimum } : {}), ...(maximum !== undefined ? { maximum } : {}) },
  ];
}

function withWeights(rule: BallotRule | undefined, draft: ItemDraft, groups: readonly GroupId[], figures: Figures): BallotRule | undefined {
  if (!rule || rule.kind === 'poll') return rule;
  const weights = weightsOf(draft.weights, groups, figures);
  return weights ? { ...rule, weights } : rule;
}

function ruleOf(draft: ItemDraft, figures: Figures): BallotRule | undefined {
  switch (draft.kind) {
    case 'dots': {
      const usual = usualDotsRule(draft.options.length);
      const dots = draft.usualDots ? usual.dots : figures.read('dots', draft.dots, 1, 100);
      const top = figures.readOptional('top', draft.top, 1, 1000);
      const most = draft.usualDots ? usual.max_per_option : figures.read('maxPerOption', draft.maxPerOption, 1, 100);
      if (most > dots) figures.problems.maxPerOption = 'form.max_above_dots';
      return { kind: 'dots', dots, max_per_option: most, ...(top !== undefined ? { top } : {}) };
    }
    case 'split': {
      const pot = figures.read('pot', draft.pot, 1, mostKronor);
      const step = figures.read('step', draft.step, 1, 1_000_000_000);
      if (!figures.problems.pot && !figures.problems.step && pot % step !== 0) figures.problems.step = 'form.step_not_even';
      const rounding = figures.read('rounding', draft.rounding, 1, 1_000_000_000);
      const bounds = draft.options.reduce<SplitBound[]>((all, option) => all.concat(boundOf(option, figures)), []);
      return { kind: 'split', pot, step, rounding, method: draft.method, bounds };
    }
    case 'fund': {
      const pot = figures.read('pot', draft.pot, 1, mostKronor);
      if (draft.options.some((option) => option.cost.trim() === '')) figures.problems.options = 'form.cost_needed';
      return fundRuleOf(draft.fund, pot, figures);
    }
    case 'poll': {
      const most = draft.form === 'several' ? figures.readOptional('maxChoices', draft.maxChoices, 1, 200) : undefined;
      return { kind: 'poll', form: draft.form, ...(most !== undefined ? { max_choices: most } : {}) };
    }
    default:
      return undefined;
  }
}

/** The definition to send, or what has to be mended first. `groups`: those of the meeting. */
export function definitionOf(draft: ItemDraft, groups: readonly GroupId[] = []): { definition: ItemDefinition; problems: DraftProblems } {
  const figures = new Figures();
  const title = written(draft.title);
  if (!title) figures.problems.title = 'form.title_needed';
  const running = written(draft.text);
  const minutes = figures.readOptional('minutes', draft.minutes, 0, 600);
  const definition: ItemDefinition = {
    kind: draft.kind,
    title: title ?? {},
    ...(running ? { text: running } : {}),
    ...(minutes ? { minutes } : {}),
  };
  if (draft.kind === 'ideas') {
    definition.ideas = { limit: figures.read('limit', draft.limit, 1, 50), release_first: draft.releaseFirst };
  }
  if (draft.kind === 'info') {
    const ledger = ledgerOf(draft.ledger, figures);
    if (ledger) definition.ledger = ledger;
  }
  if (isVoting(draft.kind)) {
    const rule = withWeights(ruleOf(draft, figures), draft, groups, figures);
    if (rule) definition.rule = rule;
    const hasOptions = draft.kind !== 'poll' || draft.form !== 'scale';
    const options = hasOptions ? draft.options.map((option) => optionOf(option, figures)) : [];
    if (options.length > 0) definition.options = options;
    definition.authority = draft.authority;
    if (draft.electorate === 'codes') definition.electorate = 'codes';
    const leftGoesTo = draft.kind === 'split' || draft.kind === 'fund' ? written(draft.leftGoesTo) : undefined;
    if (leftGoesTo) definition.left_goes_to = leftGoesTo;
    const decidedBy = written(draft.decidedBy);
    if (decidedBy) definition.decided_by = decidedBy;
    if (draft.runOffOf !== undefined) definition.run_off_of = draft.runOffOf;
  }
  return { definition, problems: figures.problems };
}
