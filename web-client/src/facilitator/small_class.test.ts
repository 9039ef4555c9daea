import { describe, expect, it } from 'vitest';
import type { DotsRule, ItemDefinition } from '@protocol/types';
import { showingGroups, smallClassOf, weighingAlike } from './small_class';

const rule: DotsRule = {
  kind: 'dots', dots: 3, max_per_option: 3,
  weights: { groups: [{ group: 'viala', weight: 2 }, { group: 'lappe', weight: 1 }], others: 1, visible: false },
};
const definition: ItemDefinition = { kind: 'dots', title: { sv: 'P' }, rule, options: [{ option: 1, title: { sv: 'A' } }] };

describe('a group that is too small', () => {
  it('is named by the field of the refusal', () => {
    expect(smallClassOf({ code: 'class_too_small', field: 'command.item.rule.weights.groups.1' }, rule)).toEqual({ group: 'lappe' });
    expect(smallClassOf({ code: 'class_too_small', field: 'command.item.rule.weights.others' }, rule)).toEqual({ group: undefined });
    expect(smallClassOf({ code: 'cost_missing' }, rule)).toBeUndefined();
    expect(smallClassOf(undefined, rule)).toBeUndefined();
  });
  it('is out of danger when all weigh alike or ballots show their group, with all else as it was', () => {
    expect(weighingAlike(definition)).toEqual({ ...definition, rule: { kind: 'dots', dots: 3, max_per_option: 3 } });
    expect(showingGroups(definition).rule).toEqual({ ...rule, weights: { ...rule.weights, visible: true } });
    expect(rule.weights?.visible).toBe(false);
  });
});
