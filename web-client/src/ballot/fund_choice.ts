import type { Ballot, Option } from '@protocol/types';

// What a ballot on priced projects has chosen, and what that would cost. Approving is not spending:
// the sum may be more than the pot.

/** The chosen projects, in the order of the ballot. */
export function chosenOf(ballot: Ballot | null): readonly number[] {
  if (!ballot) return [];
  if (ballot.kind === 'choice' || ballot.kind === 'ranking') return ballot.options;
  return ballot.kind === 'dots' ? ballot.marks.map((mark) => mark.option) : [];
}

/** Each chosen project with its cost, in the order of the ballot; unknown projects cost nothing. */
export function chosenCosts(options: readonly Option[], ballot: Ballot | null): { number: number; amount: number }[] {
  return chosenOf(ballot).map((number) => ({ number, amount: options.find((option) => option.option === number)?.cost ?? 0 }));
}

export function sumOf(costs: readonly { amount: number }[]): number {
  return costs.reduce((sum, cost) => sum + cost.amount, 0);
}

/** The options with one more or one less, ascending, as the protocol wants them. */
export function toggled(options: readonly number[], option: number): number[] {
  const without = options.filter((other) => other !== option);
  return (without.length < options.length ? without : without.concat(option)).sort((a, b) => a - b);
}
