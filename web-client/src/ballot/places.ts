import type { Option } from '@protocol/types';

export interface PlaceSum {
  /** Empty for what has no place. */
  place: string;
  amount: number;
}

/** The money that lands in each place, the largest first; what has no place comes last. */
export function moneyByPlace(options: readonly Option[], amounts: readonly { option: number; amount: number }[]): PlaceSum[] {
  const sums = new Map<string, number>();
  for (const { option, amount } of amounts) {
    const place = options.find((one) => one.option === option)?.place ?? '';
    if (amount > 0) sums.set(place, (sums.get(place) ?? 0) + amount);
  }
  return Array.from(sums, ([place, amount]) => ({ place, amount })).sort(
    (a, b) => Number(a.place === '') - Number(b.place === '') || b.amount - a.amount,
  );
}
