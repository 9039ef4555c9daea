import type { BallotCommand } from './queue';
import type { Keep } from './storage';

/** The newest acknowledged ballot of each box: its section comes a little later, and a page may be
 *  closed in between. Kept with the page's other things, so that it opens again with what was saved. */
export class Acknowledged {
  private readonly ballots: Map<number, BallotCommand>;

  constructor(private readonly keep: Keep) {
    const kept = keep.get<readonly BallotCommand[]>('acknowledged') ?? [];
    this.ballots = new Map(kept.map((ballot) => [ballot.box, ballot]));
  }

  /** Of this box, if it is newer than the revision that its section tells. */
  newerThan(told: number, box: number): BallotCommand | undefined {
    const ballot = this.ballots.get(box);
    return ballot && ballot.revision > told ? ballot : undefined;
  }

  /** `told`: the revision that a box's section tells, by which older ones are forgotten. */
  add(ballot: BallotCommand, told: (box: number) => number): void {
    for (const box of this.ballots.keys()) {
      if (!this.newerThan(told(box), box)) this.ballots.delete(box);
    }
    this.ballots.set(ballot.box, ballot);
    this.keep.set('acknowledged', [...this.ballots.values()]);
  }

  clear(): void {
    this.ballots.clear();
    this.keep.remove('acknowledged');
  }
}
