import type { Authority, FundForm, FundMethod, ItemDefinition, ItemKind, Option, PollForm, ProposalId, SplitBound, SplitMethod, Text } from '@protocol/types';
import type { TextKey } from '../i18n/catalogue';
import { defaultIdeas, usualDotsRule, usualFundRule, usualPollRule, usualSplitRule } from '../preparing/defaults';
import { readWhole } from '../preparing/spreadsheet';
import { isVoting } from './next_step';

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
  fundForm: FundForm;
  fundMethod: FundMethod;
  points: string;
  mostProjects: string;
  leftGoesTo: Text;
  form: PollForm;
  maxChoices: string;
  limit: string;
  releaseFirst: boolean;
  authority: Authority;
  decidedBy: Text;
  options: OptionDraft[];
}

export type DraftField =
  | 'title' | 'minutes' | 'dots' | 'maxPerOption' | 'top' | 'pot' | 'step' | 'rounding' | 'maxChoices' | 'points' | 'mostProjects' | 'limit' | 'options';

export type DraftProblems = Partial<Record<DraftField, TextKey>>;

const text = (n: number | undefined) => (n === undefined ? '' : String(n));

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
    cost: text(option.cost),
    place: option.place ?? '',
    group: option.group ?? '',
    minimum: text(bound?.minimum),
    maximum: text(bound?.maximum),
    ...(option.proposal !== undefined ? { proposal: option.proposal } : {}),
  };
}

export function draftOf(definition: ItemDefinition): ItemDraft {
  const { rule, options = [] } = definition;
  const dots = rule?.kind === 'dots' ? rule : usualDotsRule(options.length);
  const split = rule?.kind === 'split' ? rule : usualSplitRule;
  const fund = rule?.kind === 'fund' ? rule : usualFundRule('approve', 'equal_shares', split.pot);
  const poll = rule?.kind === 'poll' ? rule : usualPollRule;
  const ideas = definition.ideas ?? defaultIdeas;
  return {
    kind: definition.kind,
    title: { ...definition.title },
    text: { ...definition.text },
    minutes: text(definition.minutes),
    usualDots: rule?.kind !== 'dots',
    dots: text(dots.dots),
    maxPerOption: text(dots.max_per_option),
    top: text(dots.top),
    pot: text(rule?.kind === 'fund' ? rule.pot : split.pot),
    step: text(split.step),
    rounding: text(split.rounding),
    method: split.method,
    fundForm: fund.form,
    fundMethod: fund.method,
    points: text(fund.points ?? 10),
    mostProjects: text(fund.max_choices),
    leftGoesTo: { ...definition.left_goes_to },
    form: poll.form,
    maxChoices: text(poll.max_choices),
    limit: text(ideas.limit),
    releaseFirst: ideas.release_first,
    authority: definition.authority ?? 'advisory',
    decidedBy: { ...definition.decided_by },
    options: options.map((option) => optionDraft(option, split.bounds)),
  };
}

/** What is left of a text when empty languages and edges are gone; undefined when nothing is. */
export function written(texts: Text): Text | undefined {
  const filled: Text = {};
  for (const language of Object.keys(texts)) {
    const line = (texts[language] ?? '').trim();
    if (line) filled[language] = line;
  }
  return Object.keys(filled).length > 0 ? filled : undefined;
}

/** The number in a field if it is whole and within the limits; marks the field otherwise. */
class Figures {
  readonly problems: DraftProblems = {};

  read(field: DraftField, written: string, least: number, most: number): number {
    const figure = readWhole(written);
    if (figure !== undefined && figure >= least && figure <= most) return figure;
    this.problems[field] = 'form.not_a_number';
    return least;
  }

  readOptional(field: DraftField, written: string, least: number, most: number): number | undefined {
    return written.trim() === '' ? undefined : this.read(field, written, least, most);
  }
}

const mostKronor = 1_000_000_000_000;

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

function ruleOf(draft: ItemDraft, figures: Figures): ItemDefinition['rule'] {
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
      const rule = usualFundRule(draft.fundForm, draft.fundMethod, pot);
      if (rule.form === 'points') return { ...rule, points: figures.read('points', draft.points, 1, 1000) };
      const most = figures.readOptional('mostProjects', draft.mostProjects, 1, 200);
      return { ...rule, ...(most !== undefined ? { max_choices: most } : {}) };
    }
    case 'poll': {
      const most = draft.form === 'several' ? figures.readOptional('maxChoices', draft.maxChoices, 1, 200) : undefined;
      return { kind: 'poll', form: draft.form, ...(most !== undefined ? { max_choices: most } : {}) };
    }
    default:
      return undefined;
  }
}

/** The definition to send, or what has to be mended first. */
export function definitionOf(draft: ItemDraft): { definition: ItemDefinition; problems: DraftProblems } {
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
  if (isVoting(draft.kind)) {
    const rule = ruleOf(draft, figures);
    if (rule) definition.rule = rule;
    const hasOptions = draft.kind !== 'poll' || draft.form !== 'scale';
    const options = hasOptions ? draft.options.map((option) => optionOf(option, figures)) : [];
    if (options.length > 0) definition.options = options;
    definition.authority = draft.authority;
    const leftGoesTo = draft.kind === 'split' || draft.kind === 'fund' ? written(draft.leftGoesTo) : undefined;
    if (leftGoesTo) definition.left_goes_to = leftGoesTo;
    const decidedBy = written(draft.decidedBy);
    if (decidedBy) definition.decided_by = decidedBy;
  }
  return { definition, problems: figures.problems };
}
