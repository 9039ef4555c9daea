import { describe, expect, it } from 'vitest';
import type { AgendaEntry, AgendaSection, BoxSection, ItemSection, MeetingSection } from '@protocol/sections';
import type { BoxState, ItemKind, ItemState, MeetingPhase, Publication } from '@protocol/types';
import { isComplete, needsLot, nextStep, stepKey, type Standing } from './next_step';

const kinds: ItemKind[] = ['info', 'ideas', 'dots', 'split', 'fund', 'poll', 'discussion', 'break'];

function meeting(phase: MeetingPhase, publication: Publication = 'unpublished'): MeetingSection {
  return { meeting: 'abcdefghij', title: { sv: 'M' }, languages: ['sv'], phase, publication, illustrative: false, rehearsal: false, groups: [] };
}
function entry(item: number, state: ItemState, kind: ItemKind = 'info'): AgendaEntry {
  return { item, kind, title: { sv: `Punkt ${item}` }, state };
}
function agenda(states: ItemState[], kind: ItemKind = 'info'): AgendaSection {
  const entries = states.map((state, at) => entry(at + 1, state, kind));
  const current = entries.find((one) => one.state === 'running')?.item;
  return { entries, ...(current !== undefined ? { current } : {}) };
}
function item(kind: ItemKind, rounds: number[] = [], complete = true): ItemSection {
  const rule = { kind: 'dots' as const, dots: 3, max_per_option: 3 };
  return {
    item: 1,
    definition: { kind, title: { sv: 'P' }, ...(complete ? { rule, options: [{ option: 1, title: { sv: 'A' } }] } : {}) },
    proposals: [],
    rounds,
    ...(rounds.length > 0 ? { box: rounds[rounds.length - 1] as number } : {}),
  };
}
function box(state: BoxState): BoxSection {
  const rule = { kind: 'dots' as const, dots: 3, max_per_option: 3 };
  return { box: 7, item: 1, round: 1, state, rule, rule_name: 'dots', rule_version: 1, options: [], authority: 'advisory', electorate: 'open', opened_at_ms: 0 };
}

describe('the next step', () => {
  const table: [string, Standing, string][] = [
    ['a draft without items', { meeting: meeting('draft'), agenda: agenda([]) }, 'add_items'],
    ['a draft with an agenda', { meeting: meeting('draft'), agenda: agenda(['planned']) }, 'open_meeting'],
    ['a draft where all is skipped', { meeting: meeting('draft'), agenda: agenda(['skipped']) }, 'add_items'],
    ['the lobby', { meeting: meeting('open'), agenda: agenda(['skipped', 'planned']) }, 'start_meeting'],
    ['the lobby without items', { meeting: meeting('open'), agenda: agenda([]) }, 'add_items'],
    ['a closed meeting', { meeting: meeting('closed'), agenda: agenda(['done']) }, 'publish'],
    ['a public archive', { meeting: meeting('closed', 'public'), agenda: agenda(['done']) }, 'none'],
    ['an internal archive', { meeting: meeting('closed', 'internal'), agenda: agenda(['done']) }, 'none'],
  ];
  it.each(table)('in %s', (_, standing, expected) => expect(stepKey(nextStep(standing))).toBe(expected));

  const live = meeting('live');
  const running = agenda(['running', 'skipped', 'planned'], 'dots');
  const ballots: [string, Partial<Standing>, string][] = [
    ['not opened', { item: item('dots') }, 'open_ballot 1'],
    ['without options', { item: item('dots', [], false) }, 'complete_item 1'],
    ['open', { item: item('dots', [7]), box: box('open') }, 'stop_ballot 7'],
    ['stopped', { item: item('dots', [7]), box: box('stopped') }, 'show_result 7'],
    ['counted but not shown', { item: item('dots', [7]), box: box('sealed') }, 'show_result 7'],
    ['shown', { item: item('dots', [7]), box: box('shown') }, 'start_item 3'],
    ['void', { item: item('dots', [7]), box: box('void') }, 'open_ballot 1'],
  ];
  it.each(ballots)('of a vote that is %s', (_, standing, expected) =>
    expect(stepKey(nextStep({ meeting: live, agenda: running, ...standing }))).toBe(expected));

  it.each(kinds.filter((kind) => !['dots', 'split', 'fund', 'poll'].includes(kind)))('of an item of kind %s is the next planned item', (kind) =>
    expect(stepKey(nextStep({ meeting: live, agenda: agenda(['done', 'running', 'deferred', 'planned']), item: item(kind) }))).toBe('start_item 4'));

  it('counts the rounds', () => {
    expect(nextStep({ meeting: live, agenda: running, item: item('dots', [3, 7]), box: box('void') })).toEqual({ kind: 'open_ballot', item: 1, round: 3 });
  });

  it('says of the next item that it settles the tie of this one', () => {
    const shown = { meeting: live, agenda: running, item: item('dots', [7]), box: box('shown') };
    expect(nextStep({ ...shown, runOff: 3 })).toEqual({ kind: 'start_item', next: entry(3, 'planned', 'dots'), settles: true });
    expect(nextStep({ ...shown, runOff: 9 })).toEqual({ kind: 'start_item', next: entry(3, 'planned', 'dots') });
  });

  it('after the last item is to close, naming what nobody came to', () => {
    const step = nextStep({ meeting: live, agenda: agenda(['planned', 'running']), item: item('info') });
    expect(step).toEqual({ kind: 'close_meeting', left: [entry(1, 'planned')] });
  });

  it('goes on from the last started item when the running one was skipped', () => {
    const skipped = agenda(['planned', 'skipped', 'planned']);
    expect(stepKey(nextStep({ meeting: live, agenda: skipped, last: 2 }))).toBe('start_item 3');
    expect(stepKey(nextStep({ meeting: live, agenda: skipped }))).toBe('start_item 1');
  });
});

describe('a vote is complete', () => {
  const poll = (form: 'one' | 'several' | 'scale', count: number): ItemSection => ({
    item: 1,
    definition: {
      kind: 'poll',
      title: { sv: 'P' },
      rule: { kind: 'poll', form },
      options: Array.from({ length: count }, (_, at) => ({ option: at + 1, title: { sv: 'A' } })),
    },
    proposals: [],
    rounds: [],
  });
  it('with two answers, or none on a scale', () => {
    expect(isComplete(poll('one', 1))).toBe(false);
    expect(isComplete(poll('one', 2))).toBe(true);
    expect(isComplete(poll('scale', 0))).toBe(true);
  });
  it('on projects only when each has a cost', () => {
    const rule = { kind: 'fund', pot: 100, form: 'approve', method: 'greedy', satisfaction: 'cost', completion: 'none', utilitarian: false } as const;
    const of = (costs: (number | undefined)[]): ItemSection => ({
      item: 1,
      definition: { kind: 'fund', title: { sv: 'P' }, rule, options: costs.map((cost, at) => ({ option: at + 1, title: { sv: 'A' }, ...(cost === undefined ? {} : { cost }) })) },
      proposals: [],
      rounds: [],
    });
    expect(isComplete(of([5, 0]))).toBe(true);
    expect(isComplete(of([5, undefined]))).toBe(false);
    expect(isComplete(of([]))).toBe(false);
    expect(needsLot(of([5]).definition)).toBe(true);
    expect(needsLot(of([]).definition)).toBe(false);
  });
  it('needs a lot with dots only where there is a cut', () => {
    const { definition } = item('dots');
    expect(needsLot(definition)).toBe(false);
    expect(needsLot({ ...definition, rule: { kind: 'dots', dots: 3, max_per_option: 3, top: 2 } })).toBe(true);
    expect(needsLot({ kind: 'info', title: {} })).toBe(false);
  });
  it('never without a rule', () => expect(isComplete(item('dots', [], false))).toBe(false));
});
