import { describe, expect, it } from 'vitest';
import type { GroupWeights, SplitRule } from '@protocol/types';
import { usualSplitRule } from '../preparing/defaults';
import { Figures } from './draft_figures';
import { weightsDraftOf, weightsOf } from './weights_draft';

const weights: GroupWeights = { groups: [{ group: 'viala', weight: 3 }, { group: 'lappe', weight: 1 }], others: 2, visible: true };
const rule: SplitRule = { ...usualSplitRule, weights };

describe('weights of groups', () => {
  it('are off until somebody wants them', () => {
    expect(weightsOf(weightsDraftOf(usualSplitRule), ['viala'], new Figures())).toBeUndefined();
    expect(weightsOf(weightsDraftOf({ kind: 'poll', form: 'one' }), ['viala'], new Figures())).toBeUndefined();
  });
  it('are given back for the groups that the meeting still has', () => {
    expect(weightsOf(weightsDraftOf(rule), ['viala', 'lappe', 'osteraker'], new Figures())).toEqual(weights);
    expect(weightsOf(weightsDraftOf(rule), ['lappe'], new Figures())?.groups).toEqual([{ group: 'lappe', weight: 1 }]);
  });
  it('have to be whole, and of some group', () => {
    const figures = new Figures();
    weightsOf({ ...weightsDraftOf(rule), groups: { viala: '0' } }, ['viala'], figures);
    expect(figures.problems).toEqual({ weights: 'form.not_a_number' });
    const none = new Figures();
    weightsOf({ ...weightsDraftOf(undefined), on: true }, ['viala'], none);
    expect(none.problems).toEqual({ weights: 'form.weights_needed' });
  });
});
