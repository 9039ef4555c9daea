/** The ranking with the option moved by so many places, as far as it goes. */
export function moved(ranking: readonly number[], option: number, by: number): number[] {
  const from = ranking.indexOf(option);
  if (from < 0) return ranking.slice();
  const to = Math.max(0, Math.min(ranking.length - 1, from + by));
  const next = ranking.filter((other) => other !== option);
  next.splice(to, 0, option);
  return next;
}

/** With the option last, if it is not there yet. */
export function ranked(ranking: readonly number[], option: number): number[] {
  return ranking.includes(option) ? ranking.slice() : ranking.concat(option);
}

export function unranked(ranking: readonly number[], option: number): number[] {
  return ranking.filter((other) => other !== option);
}
