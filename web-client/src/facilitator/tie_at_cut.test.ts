import { describe, expect, it } from 'vitest';
import type { DotsResult, FundResult, FundTie } from '@protocol/types';
import { tieAtCut } from './tie_at_cut';

const dots: DotsResult = {
  kind: 'dots', cast: 3, blank: 0, abstained: 0, total_dots: 8, order_reasons: ['dots', 'lot'], selected: [4, 2], tie_at_cut: [2, 7],
  rows: [[4, 4], [2, 2], [7, 2]].map(([option = 0, count = 0]) => ({ option, dots: count, supporters: 1, rank: option === 4 ? 1 : 2 })),
};
function fund(ties: FundTie[]): FundResult {
  return {
    kind: 'fund', cast: 3, blank: 0, abstained: 0, counted: 3, status: 'ok', pot: 10, spent: 5, exhaustive: true, order: [8, 3], rounds: [], ties,
    rows: [3, 5, 8].map((option) => ({ option, cost: 3, supporters: 1, score: 1 })),
  };
}

describe('a tie at the cut', () => {
  it('of dots is what goes on and what does not with equally many', () => {
    expect(tieAtCut(dots)).toEqual({ options: [2, 7], selected: [2] });
    expect(tieAtCut({ ...dots, tie_at_cut: [] })).toBeUndefined();
  });
  it('of projects is only what the lot decided with one of them out, each once', () => {
    const cut = { by_lot: true, at_cut: true };
    expect(tieAtCut(fund([{ options: [8, 5], ...cut }, { options: [5, 3], ...cut }]))).toEqual({ options: [3, 5, 8], selected: [3, 8] });
    expect(tieAtCut(fund([{ options: [8, 5], by_lot: false, at_cut: true }, { options: [8, 3], by_lot: true, at_cut: false }]))).toBeUndefined();
  });
  it('is not in a poll', () => {
    expect(tieAtCut({ kind: 'choice', cast: 2, blank: 0, abstained: 0, rows: [] })).toBeUndefined();
  });
});
