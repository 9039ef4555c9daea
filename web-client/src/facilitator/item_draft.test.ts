import { describe, expect, it } from 'vitest';
import type { ItemDefinition, ItemKind } from '@protocol/types';
import { definitionOf, draftOf, emptyOption, nextNumber } from './item_draft';
import { written } from './written_text';

const split: ItemDefinition = {
  kind: 'split',
  title: { sv: 'Fördela', en: 'Split' },
  text: { sv: 'Text' },
  minutes: 10,
  rule: { kind: 'split', pot: 100_000, step: 5_000, rounding: 100, method: 'median', bounds: [{ option: 2, minimum: 5_000, maximum: 40_000 }] },
  options: [
    { option: 2, title: { sv: 'A' }, summary: { sv: 'Mer' }, cost: 10, place: 'Viala', group: 'viala', proposal: 2 },
    { option: 5, title: { sv: 'B' } },
  ],
  authority: 'binding',
  decided_by: { sv: 'Vi' },
};

describe('a draft of an item', () => {
  it('gives back the definition it was made from', () => {
    const dots: ItemDefinition = { kind: 'dots', title: { sv: 'P' }, rule: { kind: 'dots', dots: 5, max_per_option: 3, top: 6 }, options: [{ option: 1, title: { sv: 'A' } }], authority: 'advisory' };
    const poll: ItemDefinition = { kind: 'poll', title: { sv: 'P' }, rule: { kind: 'poll', form: 'several', max_choices: 2 }, options: [{ option: 1, title: { sv: 'A' } }], authority: 'advisory' };
    const ideas: ItemDefinition = { kind: 'ideas', title: { sv: 'I' }, ideas: { limit: 2, release_first: false } };
    const weights = { groups: [{ group: 'viala', weight: 2 }], others: 1, visible: false };
    const fund: ItemDefinition = {
      kind: 'fund', title: { sv: 'F' }, rule: { kind: 'fund', pot: 5000, form: 'approve', max_choices: 3, method: 'equal_shares', satisfaction: 'cardinality', completion: 'none', utilitarian: false, weights },
      options: [{ option: 1, title: { sv: 'A' }, cost: 400 }], authority: 'advisory', left_goes_to: { sv: 'nästa möte' }, run_off_of: 3,
    };
    const info: ItemDefinition = { kind: 'info', title: { sv: 'L' }, ledger: { lines: [{ kind: 'committed', title: { sv: 'Brygga' }, amount: 7 }] } };
    for (const definition of [split, dots, poll, ideas, fund, info]) {
      expect(definitionOf(draftOf(definition), ['viala'])).toEqual({ definition, problems: {} });
    }
  });

  it('leaves out what the kind has no use for', () => {
    for (const kind of ['info', 'ideas', 'discussion', 'break'] as ItemKind[]) {
      const { definition } = definitionOf({ ...draftOf(split), kind });
      expect(definition.rule).toBeUndefined();
      expect(definition.options).toBeUndefined();
      expect(definition.authority).toBeUndefined();
      expect(definition.left_goes_to).toBeUndefined();
      expect(definition.ideas !== undefined).toBe(kind === 'ideas');
    }
  });

  it('lets the dots follow the options until somebody writes a number', () => {
    const draft = draftOf({ kind: 'dots', title: { sv: 'P' } });
    draft.options = Array.from({ length: 14 }, (_, at) => ({ ...emptyOption(at + 1), title: { sv: `${at}` } }));
    expect(definitionOf(draft).definition.rule).toEqual({ kind: 'dots', dots: 5, max_per_option: 3 });
    expect(definitionOf({ ...draft, usualDots: false, dots: '8', maxPerOption: '2' }).definition.rule).toEqual({ kind: 'dots', dots: 8, max_per_option: 2 });
  });

  it('says which field has to be mended', () => {
    const draft = { ...draftOf(split), title: { sv: ' ' }, minutes: '3,5', step: '30 000', rounding: '0' };
    expect(definitionOf(draft).problems).toEqual({
      title: 'form.title_needed',
      minutes: 'form.not_a_number',
      step: 'form.step_not_even',
      rounding: 'form.not_a_number',
    });
    const dots = { ...draftOf({ kind: 'dots', title: { sv: 'P' } }), usualDots: false, dots: '2', maxPerOption: '3', options: [emptyOption(1)] };
    expect(definitionOf(dots).problems).toEqual({ maxPerOption: 'form.max_above_dots', options: 'form.option_title_needed' });
  });

  it('asks for the cost of every project', () => {
    const draft = draftOf({ kind: 'fund', title: { sv: 'F' }, options: [{ option: 1, title: { sv: 'A' } }] });
    expect(definitionOf(draft).problems).toEqual({ options: 'form.cost_needed' });
  });

  it('has no options on a scale of agreement', () => {
    const { definition } = definitionOf({ ...draftOf(split), kind: 'poll', form: 'scale' });
    expect(definition.options).toBeUndefined();
    expect(definition.rule).toEqual({ kind: 'poll', form: 'scale' });
  });
});

describe('numbers and texts', () => {
  it('never reuse a number', () => {
    expect(nextNumber([])).toBe(1);
    expect(nextNumber([emptyOption(4), emptyOption(2)])).toBe(5);
    expect(nextNumber([emptyOption(4)], 14)).toBe(15);
  });
  it('keep only languages with something written', () => {
    expect(written({ sv: '  Hej ', en: ' ' })).toEqual({ sv: 'Hej' });
    expect(written({ sv: '' })).toBeUndefined();
  });
});
