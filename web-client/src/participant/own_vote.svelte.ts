import type { Ballot, SeatId } from '@protocol/types';
import type { Outcome } from '../live/queue';
import type { Live } from '../live/live.svelte';

/** What this phone has put into one box: shown at the press, whatever the network does. The
 *  server's word counts as soon as it has heard of the newest press. */
export class OwnVote {
  private pressed = $state.raw<{ ballot: Ballot | null; revision: number; seat: SeatId | undefined } | undefined>(undefined);

  constructor(
    private readonly live: Live,
    private readonly box: number,
  ) {}

  get ballot(): Ballot | null {
    const told = this.live.sections[`own_ballot/${this.box}`];
    const pressed = this.pressed?.seat === this.live.session.seatIn(this.box) ? this.pressed : undefined;
    if (pressed && pressed.revision > (told?.revision ?? 0)) return pressed.ballot;
    return this.live.ownBallot(this.box);
  }

  /** Null takes the vote out of the box again. */
  put(ballot: Ballot | null): void {
    if (!this.live.mayCast(this.box)) return;
    const answer =
      ballot === null ? this.live.withdrawBallot(this.box) : this.live.castBallot(this.box, ballot);
    const { session } = this.live;
    const revision = session.waitingBallot(this.box)?.revision ?? 0;
    this.pressed = { ballot, revision, seat: session.seatIn(this.box) };
    void answer.then((outcome) => this.answered(revision, outcome));
  }

  private answered(revision: number, outcome: Outcome): void {
    if (outcome.ok || outcome.error.code === 'ballot_superseded') return;
    if (this.pressed?.revision === revision) this.pressed = undefined;
  }
}
