import type { APIRequestContext } from '@playwright/test';
import type { Marks } from './votes.ts';

/** The ballots of a box, as the JSON of a closed meeting tells them. */
export class ArchivedBox {
  private readonly cast: readonly CastBallot[];

  constructor(ballots: readonly { ballot: string }[]) {
    this.cast = ballots.map(({ ballot }) => (JSON.parse(ballot) as { ballot: CastBallot }).ballot);
  }

  get count(): number {
    return this.cast.length;
  }

  /** Of ballots with marks, as marksSorted() tells them. */
  marks(): string[] {
    const marked = this.cast.filter((ballot) => ballot.marks !== undefined);
    return marksSorted(marked.map((ballot) => Object.fromEntries(ballot.marks!.map((mark) => [mark.option, mark.value]))));
  }

  /** What each ballot has chosen, in the order of the words. */
  choices(): string[] {
    return this.cast.map((ballot) => JSON.stringify(ballot.options)).sort();
  }
}

interface CastBallot {
  marks?: readonly { option: number; value: number }[];
  options?: readonly number[];
}

/** What is given, without zeros and in an order that does not depend on who gave it. */
export function marksSorted(ballots: readonly Marks[]): string[] {
  const given = (marks: Marks) => Object.entries(marks).filter(([, value]) => value > 0).sort(([a], [b]) => Number(a) - Number(b));
  return ballots.map((marks) => JSON.stringify(given(marks))).sort();
}

/** A download that belongs to a page of the archive. */
export function archivedFile(page: string, ending: string): string {
  const { origin, pathname } = new URL(page);
  return `${origin}${pathname}${ending}`;
}

/** Those whose result was shown; a void one has no ballots to tell. */
export async function shownBoxes(page: string, request: APIRequestContext): Promise<ArchivedBox[]> {
  const { boxes } = (await (await request.get(archivedFile(page, '.json'))).json()) as ArchivedMeeting;
  return boxes.filter((box) => box.state === 'shown').map((box) => new ArchivedBox(box.ballots));
}

interface ArchivedMeeting {
  boxes: readonly { state: string; ballots: readonly { ballot: string }[] }[];
}
