// Sections and own ballots for looking at the phone without a server.
import type { BoxSection, ItemSection, SectionMap } from '@protocol/sections';
import type { Ballot, BallotRule, BoxState, ItemDefinition, Option, Result, Title } from '@protocol/types';
import { fundResult, fundRule, fundTitle, groups, leftGoesTo, ledger, lot, projects } from './fund_demo';

export interface PhoneState {
  sections: Partial<SectionMap>;
  ballot: Ballot | null;
}

interface Vote {
  rule: BallotRule;
  title?: Title;
  options?: Option[];
  state?: BoxState;
  ballot?: Ballot;
  result?: Result;
}
function vote({ rule, title = fundTitle, options = projects, state, ballot, result }: Vote): PhoneState {
  const definition: ItemDefinition = {
    kind: rule.kind === 'fund' ? 'fund' : rule.kind, title, rule, options, authority: 'advisory', left_goes_to: leftGoesTo,
    decided_by: { sv: 'Kommunstyrelsen beslutar.', en: 'The municipal board decides.' },
  };
  const item: ItemSection = { item: 4, definition, proposals: [], rounds: state ? [7] : [], ...(state ? { box: 7 } : {}), lot };
  const sections: Partial<SectionMap> = {
    meeting: {
      meeting: 'abcdefghij', title: { sv: 'Bygdens framtid', en: 'The future of our villages' }, languages: ['sv', 'en'], phase: 'live',
      publication: 'unpublished', illustrative: true, rehearsal: false, groups,
    },
    'item/4': item,
    me: { participant: 1, group: 'hogsjo' } as SectionMap['me'],
  };
  if (state) {
    const box: BoxSection = {
      box: 7, item: 4, round: 1, state, rule, rule_name: 'fund', rule_version: 1, options, authority: 'advisory', electorate: 'open', opened_at_ms: Date.now(),
      decided_by: { sv: 'Kommunstyrelsen beslutar.', en: 'The municipal board decides.' }, lot, left_goes_to: leftGoesTo,
    };
    sections['box/7'] = box;
    if (result) sections['result/7'] = { box: 7, item: 4, digest: 'a'.repeat(43), result };
  }
  return { sections, ballot: ballot ?? null };
}

const approved: Ballot = { kind: 'choice', options: [2, 4, 8, 9, 12] };

export const phoneStates: Record<string, PhoneState> = {
  before: vote({ rule: fundRule }),
  approve: vote({ rule: fundRule, state: 'open' }),
  'approve-some': vote({ rule: fundRule, state: 'open', ballot: { kind: 'choice', options: [2, 9, 12] } }),
  'approve-over': vote({ rule: fundRule, state: 'open', ballot: approved }),
  points: vote({ rule: { ...fundRule, form: 'points', points: 10, max_per_option: 5, satisfaction: 'points' }, state: 'open', ballot: { kind: 'dots', marks: [{ option: 1, value: 4 }, { option: 3, value: 2 }] } }),
  rank: vote({ rule: { ...fundRule, form: 'rank', max_choices: 6, satisfaction: 'rankpoints' }, state: 'open', ballot: { kind: 'ranking', options: [9, 2, 12, 4] } }),
  'rank-none': vote({ rule: { ...fundRule, form: 'rank', max_choices: 6, satisfaction: 'rankpoints' }, state: 'open' }),
  weights: vote({ rule: { ...fundRule, method: 'greedy', completion: 'none', utilitarian: false, weights: { groups: groups.slice(0, 4).map((group, at) => ({ group: group.group, weight: 4 - at })), others: 1, visible: true } }, state: 'open' }),
  stopped: vote({ rule: fundRule, state: 'stopped', ballot: approved }),
  ledger: { sections: { 'item/4': { item: 4, definition: { kind: 'info', title: { sv: 'Så här ligger pengarna', en: 'Where the money stands' }, ledger: { lines: ledger.lines } }, proposals: [], rounds: [] }, ledger }, ballot: null },
  fund: vote({ rule: fundRule, state: 'shown', ballot: approved, result: fundResult }),
};
