/** Characters as a person counts them: an emoji outside the basic plane is one. */
export function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** The counter shows from here on, so that short texts have a quiet field. */
export function nearLimit(text: string, max: number): boolean {
  return characters(text) >= max * 0.7;
}
