import type { SeatId } from '@protocol/types';
import type { BallotCommand } from './queue';
import type { Keep } from './storage';

/** The newest acknowledged ballot of each box: its section comes a little later, and a page may be
 *  closed in between. Kept with the page's other things, so that it opens again with what was saved.
 *  What was cast with one slip is nothing to whoever votes with another. */
type Cast = BallotCommand & { seat?: SeatId };

export class Acknowledged {
  private readonly ballots: Map<number, Cast>;

  constructor(private readonly keep: Keep) {
    const kept = keep.get<readonly Cast[]>('acknowledged') ?? [];
    this.ballots = new Map(kept.map((ballot) => [ballot.box, ballot]));
  }

  /** Of this box, if it is newer than the revision that its section tells. */
  newerThan(told: number, box: number, seat: SeatId | undefined): BallotCommand | undefined {
    const ballot = this.ballots.get(box);
    return ballot && ballot.revision > told && ballot.seat === seat ? ballot : undefined;
  }

  /** `told`: the revision that a box's section tells, by which older ones are forgotten. */
  add(ballot: BallotCommand, seat: SeatId | undefined, told: (box: number) => number): void {
    this.ballots.forEach((older, box) => {
      if (older.revision <= told(box)) this.ballots.delete(box);
    });
    this.ballots.set(ballot.box, seat === undefined ? ballot : { ...ballot, seat });
    this.keep.set('acknowledged', [...this.ballots.values()]);
  }

  clear(): void {
    this.ballots.clear();
    this.keep.remove('acknowledged');
  }
}
