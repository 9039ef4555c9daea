// Sections for looking at the facilitator's page without a server.
import type { AgendaEntry, BoxSection, ItemSection, SectionMap, Settlement } from '@protocol/sections';
import type { BoxState, DotsRule, ItemDefinition, Option, Result } from '@protocol/types';
import { comparison, fundResult, fundRule, fundTitle, groups, leftGoesTo, ledger, lot, projects } from './fund_demo';

type Sections = Partial<SectionMap>;

interface Vote {
  definition: ItemDefinition;
  state?: BoxState;
  result?: Result;
  settlement?: Settlement;
  view?: 'agenda' | 'comparison';
  drawn?: number[];
}

const now = Date.now();
const decided = { sv: 'Kommunstyrelsen beslutar.', en: 'The municipal board decides.' };

function live(definition: ItemDefinition, more: Sections = {}, item: Partial<ItemSection> = {}): Sections {
  const entries: AgendaEntry[] = [
    { item: 3, kind: 'info', title: { sv: 'Välkomna', en: 'Welcome' }, state: 'done', planned_at_ms: now },
    { item: 4, kind: definition.kind, title: definition.title, state: 'running', planned_at_ms: now + 600_000 },
    { item: 6, kind: 'discussion', title: { sv: 'Samtal i smågrupper', en: 'Talks in small groups' }, state: 'planned', minutes: 30, planned_at_ms: now + 1_800_000 },
  ];
  return {
    meeting: {
      meeting: 'abcdefghij', title: { sv: 'Bygdens framtid', en: 'The future of our villages' }, languages: ['sv', 'en'], phase: 'live',
      publication: 'unpublished', illustrative: true, rehearsal: false, groups,
    },
    agenda: { current: 4, entries },
    'item/4': { item: 4, definition, proposals: [], rounds: [], ...item },
    presence: { joined: 44, connected: 43 },
    screen: { view: 'agenda' },
    ledger,
    ...more,
  };
}

function vote({ definition, state, result, settlement, view = 'agenda', drawn = lot }: Vote): Sections {
  if (!state || !definition.rule) return live(definition, {}, { lot: drawn });
  const box: BoxSection = {
    box: 7, item: 4, round: 1, state, rule: definition.rule, rule_name: 'fund', rule_version: 1, options: definition.options ?? [], authority: 'advisory', electorate: 'open',
    opened_at_ms: now - 200_000, decided_by: decided, lot: drawn, ...(definition.left_goes_to ? { left_goes_to: definition.left_goes_to } : {}),
  };
  return live(
    definition,
    {
      'box/7': box,
      'turnout/7': { box: 7, cast: 37, entitled: 44, want_more_time: 1 },
      screen: { view },
      ...(result ? { 'result/7': { box: 7, item: 4, digest: 'a'.repeat(43), result, ...(settlement ? { settlement } : {}) } } : {}),
      ...(result?.kind === 'fund' ? { 'comparison/7': { box: 7, item: 4, comparison } } : {}),
    },
    { rounds: [7], box: 7, lot: drawn },
  );
}

const weights = { groups: groups.slice(0, 3).map((group, at) => ({ group: group.group, weight: 3 - at })), others: 1, visible: false };
export const fund: ItemDefinition = { kind: 'fund', title: fundTitle, rule: fundRule, options: projects, authority: 'advisory', decided_by: decided, left_goes_to: leftGoesTo };
const weighed: ItemDefinition = { ...fund, rule: { ...fundRule, weights } };
const dotsRule: DotsRule = { kind: 'dots', dots: 5, max_per_option: 3, top: 3 };
const few: Option[] = projects.slice(0, 5);
const dots: ItemDefinition = { kind: 'dots', title: { sv: 'Vad vill vi prata vidare om?', en: 'What shall we discuss further?' }, rule: dotsRule, options: few, authority: 'advisory' };
const dotsResult = {
  kind: 'dots', cast: 37, blank: 0, abstained: 1, total_dots: 88, order_reasons: ['dots', 'dots', 'lot', 'dots'], selected: [2, 5, 1], tie_at_cut: [1, 4],
  rows: [[2, 31], [5, 25], [1, 12], [4, 12], [3, 8]].map(([option = 0, count = 0], at) => ({ option, dots: count, supporters: 9, rank: at === 3 ? 3 : at + 1 })),
} as Result;
const tiedFund = { ...fundResult, ties: [{ options: [12, 8], by_lot: true, at_cut: true }] };
export const split: ItemDefinition = {
  kind: 'split', title: { sv: 'Fördela verksamhetspengen', en: 'Split the activity money' }, options: few, authority: 'advisory',
  rule: { kind: 'split', pot: 100_000, step: 5_000, rounding: 100, method: 'independent_markets', bounds: [] },
};
export const money: ItemDefinition = { kind: 'info', title: { sv: 'Så ligger pengarna till', en: 'Where the money stands' }, ledger: { lines: ledger.lines } };

export const facilitatorStates: Record<string, Sections> = {
  before: vote({ definition: fund }),
  'before-weights': vote({ definition: weighed }),
  'before-no-lot': vote({ definition: fund, drawn: [] }),
  'small-class': vote({ definition: weighed }),
  open: vote({ definition: weighed, state: 'open' }),
  shown: vote({ definition: fund, state: 'shown', result: fundResult }),
  compares: vote({ definition: fund, state: 'shown', result: fundResult, view: 'comparison' }),
  'tie-dots': vote({ definition: dots, state: 'shown', result: dotsResult, drawn: [1, 3, 5, 4, 2] }),
  'tie-fund': vote({ definition: fund, state: 'shown', result: tiedFund }),
  'tie-settled': vote({ definition: dots, state: 'shown', result: dotsResult, settlement: { how: 'run_off', item: 6 } }),
  ledger: live(money),
  'form-fund': live(weighed),
  'form-split': live(split),
  'form-info': live(money),
};
