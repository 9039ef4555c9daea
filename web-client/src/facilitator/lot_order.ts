import type { OptionNumber } from '@protocol/types';

/** What somebody wrote as the order of a lot: the order, or what keeps it from being one. */
export type LotReading =
  | { kind: 'order'; order: OptionNumber[] }
  | { kind: 'wrong'; missing: OptionNumber[]; twice: OptionNumber[]; unknown: string[] };

/** Numbers with anything but letters and digits between; every option stands in it once. */
export function readLotOrder(text: string, options: readonly OptionNumber[]): LotReading {
  const order: OptionNumber[] = [];
  const twice: OptionNumber[] = [];
  const unknown: string[] = [];
  for (const word of text.split(/[\s,;.:>\u2013-]+/).filter(Boolean)) {
    const option = /^\d{1,10}$/.test(word) ? Number(word) : undefined;
    if (option === undefined || !options.includes(option)) unknown.push(word);
    else if (!order.includes(option)) order.push(option);
    else if (!twice.includes(option)) twice.push(option);
  }
  const missing = options.filter((option) => !order.includes(option));
  if (missing.length + twice.length + unknown.length > 0) return { kind: 'wrong', missing, twice, unknown };
  return { kind: 'order', order };
}
