import type { Ballot, FundResult, FundRule } from '@protocol/types';
import { chosenOf } from './fund_choice';
import { valueOfFraction } from './fraction';
import { valueOf } from './marks';

/** What one ballot's part of the money paid for, in kronor, to be shown. */
export interface Receipt {
  /** What the ballot had to begin with. */
  share: number;
  paid: { option: number; amount: number }[];
  left: number;
}

/** What a funded project is worth to a ballot that chose it. */
function satisfaction(rule: FundRule, ballot: Ballot, option: number, cost: number, places: number): number {
  const chosen = chosenOf(ballot);
  const at = chosen.indexOf(option);
  const points = ballot.kind === 'dots' ? valueOf(ballot.marks, option) : 0;
  switch (rule.satisfaction) {
    case 'cost':
      return cost;
    case 'cardinality':
      return 1;
    case 'points':
      return points;
    case 'points_x_cost':
      return points * cost;
    case 'rankpoints':
      return places - at;
    case 'rankpoints_x_cost':
      return (places - at) * cost;
    case 'borda':
      return chosen.length - at - 1;
  }
}

/**
 * Under equal shares each ballot paid, in every round, the price for what the project is worth to it,
 * or all it had left. Only that rule takes from each ballot; and where groups weigh, what a single
 * ballot weighs depends on how many of its group voted, which a phone is not told.
 */
export function receiptOf(rule: FundRule, result: FundResult, ballot: Ballot | null): Receipt | undefined {
  if (!ballot || rule.method !== 'equal_shares' || rule.weights || result.endowment === undefined) return undefined;
  const chosen = chosenOf(ballot);
  if (chosen.length === 0) return undefined;
  const share = valueOfFraction(result.endowment);
  const places = rule.max_choices ?? result.rows.length;
  const paid: Receipt['paid'] = [];
  let left = share;
  for (const round of result.rounds) {
    if (!chosen.includes(round.option) || round.price === undefined) continue;
    const cost = result.rows.find((row) => row.option === round.option)?.cost ?? 0;
    const amount = Math.min(left, valueOfFraction(round.price) * satisfaction(rule, ballot, round.option, cost, places));
    if (amount <= 0) continue;
    paid.push({ option: round.option, amount });
    left -= amount;
  }
  return { share, paid, left };
}
