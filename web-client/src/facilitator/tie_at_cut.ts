import type { OptionNumber, Result } from '@protocol/types';

/** What the count left tied with some of it in and some of it out. */
export interface TieAtCut {
  options: OptionNumber[];
  /** Those that are in as the result stands. */
  selected: OptionNumber[];
}

/** Nothing when the votes decided. Projects are tied only where the lot decided between them: that
 *  the cheaper one goes first is part of the rule. */
export function tieAtCut(result: Result): TieAtCut | undefined {
  switch (result.kind) {
    case 'dots':
      return tieOf(result.tie_at_cut, result.selected);
    case 'fund': {
      const tied = result.ties.filter((tie) => tie.by_lot && tie.at_cut).reduce<OptionNumber[]>((all, tie) => all.concat(tie.options), []);
      return tieOf(result.rows.map((row) => row.option).filter((option) => tied.includes(option)), result.order);
    }
    default:
      return undefined;
  }
}

function tieOf(options: readonly OptionNumber[], selected: readonly OptionNumber[]): TieAtCut | undefined {
  if (options.length === 0) return undefined;
  return { options: options.slice(), selected: options.filter((option) => selected.includes(option)) };
}
