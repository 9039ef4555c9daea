// The demo's vote on priced projects, counted by equal shares with add1 and utilitarian completion.
import type { LedgerSection } from '@protocol/sections';
import type { Comparison, FundResult, FundRule, Group, Option, RuleOutcome } from '@protocol/types';
import demo from './fund_demo.json';

export const projects = demo.options as unknown as Option[];
export const groups = demo.groups as unknown as Group[];
export const fundResult = demo.result as unknown as FundResult;
export const fundRule: FundRule = {
  kind: 'fund', pot: 450_000, form: 'approve', max_choices: 5, method: 'equal_shares', satisfaction: 'cost', completion: 'add1', utilitarian: true,
};
export const fundTitle = { sv: 'Vad ska utvecklingspengarna gå till?', en: 'What shall the development money go to?' };
export const leftGoesTo = { sv: 'nästa forums påse', en: 'the pot of the next forum' };
export const lot = [4, 12, 7, 1, 9, 2, 14, 3, 11, 6, 5, 13, 10, 8];

const costOf = (option: number) => projects.find((one) => one.option === option)?.cost ?? 0;
function outcome(funded: readonly number[], how: Partial<RuleOutcome>, content: readonly number[]): RuleOutcome {
  return {
    rule_name: 'fund', rule_version: 1, method: 'equal_shares', satisfaction: 'cost', completion: 'none', utilitarian: false, weighted: false, chosen: false,
    better: 0, worse: 0, spent: funded.reduce((sum, option) => sum + costOf(option), 0), amounts: funded.map((option) => ({ option, value: costOf(option) })),
    groups: groups.slice(0, content.length).map((group, at) => ({ group: group.group, ballots: (content[at] ?? 0) + at % 2, better: 1, worse: 2, content: content[at] ?? 0 })),
    ...how,
  };
}
export const comparison: Comparison = {
  outcomes: [
    outcome([2, 3, 6, 7, 9, 12, 13], { completion: 'add1', utilitarian: true, chosen: true }, [14, 7, 6, 5]),
    outcome([2, 3, 9, 12, 13], { utilitarian: false, worse: 14 }, [14, 6, 4, 5]),
    outcome([2, 3, 8, 9, 12, 13], { method: 'greedy', better: 11, worse: 13 }, [14, 6, 3, 6]),
    outcome([2, 3, 8, 9, 12, 13], { method: 'phragmen', better: 11, worse: 13 }, [14, 6, 3, 6]),
    outcome([2, 3, 6, 7, 9, 12, 13], { method: 'knapsack' }, [14, 7, 6, 5]),
  ],
};
export const ledger: LedgerSection = {
  lines: [
    { kind: 'operations', title: { sv: 'Vägbelysning, badplatser och lokaler', en: 'Road lights, bathing places and premises' }, amount: 1_240_000 },
    { kind: 'development', title: { sv: 'Årets utvecklingspengar', en: "This year's development money" }, amount: 600_000 },
    { kind: 'left_over', title: { sv: 'Över från forumet i april', en: 'Left from the forum in April' }, amount: 35_000 },
    { kind: 'committed', title: { sv: 'Bryggan i Högsjö, del två', en: 'The jetty in Högsjö, part two' }, amount: 60_000 },
    { kind: 'committed', title: { sv: 'Skyltar vid infarterna', en: 'Signs at the approaches' }, amount: 15_000 },
  ],
  free: 560_000,
  pots: [
    { item: 4, title: fundTitle, pot: 450_000, spent: 443_500, left_goes_to: leftGoesTo },
    { item: 5, title: { sv: 'Fördela verksamhetspengen', en: 'Split the activity money' }, pot: 100_000 },
  ],
};
