// The tests' own arithmetic: from the ballots that they cast to what every page must show.

/** Option → dots or kronor. Options without any are left out. */
export type Marks = Readonly<Record<number, number>>;

export interface DotsRow {
  option: number;
  dots: number;
  supporters: number;
  /** Rows with equally many dots share it. */
  rank: number;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

/** Most dots first; of equal ones that with more supporters, then the one that was drawn first. */
export function countDots(lot: readonly number[], ballots: readonly Marks[]): DotsRow[] {
  const rows = lot.map((option) => ({
    option,
    dots: sum(ballots.map((marks) => marks[option] ?? 0)),
    supporters: ballots.filter((marks) => (marks[option] ?? 0) > 0).length,
  }));
  const dotsOf = rows.map((row) => row.dots);
  return rows
    .sort((a, b) => b.dots - a.dots || b.supporters - a.supporters)
    .map((row) => ({ ...row, rank: 1 + dotsOf.filter((dots) => dots > row.dots).length }));
}

/** The mean of the ballots in whole units that add up to the pot: every mean is rounded down, and
 *  the units left over go to where most was cut off, of equal ones to the larger, then the earlier. */
export function meanOfSplits(options: readonly number[], ballots: readonly Marks[], unit: number): Map<number, number> {
  const voters = ballots.length;
  const rows = options.map((option, place) => {
    const total = sum(ballots.map((marks) => marks[option] ?? 0));
    return { option, place, total, cut: total % (voters * unit), units: Math.floor(total / (voters * unit)) };
  });
  const missing = sum(rows.map((row) => row.cut)) / (voters * unit);
  const byRemainder = [...rows].sort((a, b) => b.cut - a.cut || b.total - a.total || a.place - b.place);
  byRemainder.slice(0, missing).forEach((row) => (row.units += 1));
  return new Map(rows.map((row) => [row.option, row.units * unit]));
}

/** How many chose each option. */
export function countChoices(options: readonly number[], choices: readonly number[]): Map<number, number> {
  return new Map(options.map((option) => [option, choices.filter((choice) => choice === option).length]));
}

/** The same numbers for the same seed, so that a failure comes back when the test is run again. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export function randomDots(options: readonly number[], dots: number, most: number, random: (below: number) => number): Marks {
  const marks: Record<number, number> = {};
  for (let left = dots; left > 0; ) {
    // Of two options the earlier: some get many, and the figures differ.
    const option = options[Math.min(random(options.length), random(options.length))]!;
    if ((marks[option] ?? 0) >= most) continue;
    marks[option] = (marks[option] ?? 0) + 1;
    left -= 1;
  }
  return marks;
}

export interface Bound {
  minimum?: number;
  maximum?: number;
}

/** Gives out all of the pot, within the bounds. */
export function randomSplit(
  options: readonly number[],
  pot: number,
  step: number,
  bounds: Readonly<Record<number, Bound>>,
  random: (below: number) => number,
): Marks {
  const marks: Record<number, number> = {};
  let left = pot;
  for (const option of options) {
    const least = bounds[option]?.minimum ?? 0;
    if (least > 0) marks[option] = least;
    left -= least;
  }
  while (left > 0) {
    const option = options[random(options.length)]!;
    if ((marks[option] ?? 0) + step > (bounds[option]?.maximum ?? pot)) continue;
    marks[option] = (marks[option] ?? 0) + step;
    left -= step;
  }
  return marks;
}
