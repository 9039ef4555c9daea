import type { Mark } from '@protocol/types';

export function valueOf(marks: readonly Mark[], option: number): number {
  return marks.find((mark) => mark.option === option)?.value ?? 0;
}

/** The marks with one of them changed, as the protocol wants them: ascending, and none of zero. */
export function withValue(marks: readonly Mark[], option: number, value: number): Mark[] {
  return marks
    .filter((mark) => mark.option !== option)
    .concat(value > 0 ? [{ option, value }] : [])
    .sort((a, b) => a.option - b.option);
}

export function sumOfMarks(marks: readonly Mark[]): number {
  return marks.reduce((sum, mark) => sum + mark.value, 0);
}
