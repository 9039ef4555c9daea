import type { Ballot } from '@protocol/types';
import type { Outcome } from '../live/queue';
import type { Live } from '../live/live.svelte';

/** What this phone has put into one box: shown at the press, whatever the network does. The
 *  server's word counts as soon as it has heard of the newest press. */
export class OwnVote {
  private pressed = $state.raw<{ ballot: Ballot | null; revision: number } | undefined>(undefined);

  constructor(
    private readonly live: Live,
    private readonly box: number,
  ) {}

  get ballot(): Ballot | null {
    const told = this.live.sections[`own_ballot/${this.box}`];
    if (this.pressed && this.pressed.revision > (told?.revision ?? 0)) return this.pressed.ballot;
    return this.live.ownBallot(this.box);
  }

  /** Null takes the vote out of the box again. */
  put(ballot: Ballot | null): void {
    const answer =
      ballot === null ? this.live.withdrawBallot(this.box) : this.live.castBallot(this.box, ballot);
    const revision = this.live.session.queue.ballotOf(this.box)?.revision ?? 0;
    this.pressed = { ballot, revision };
    void answer.then((outcome) => this.answered(revision, outcome));
  }

  private answered(revision: number, outcome: Outcome): void {
    if (outcome.ok || outcome.error.code === 'ballot_superseded') return;
    if (this.pressed?.revision === revision) this.pressed = undefined;
  }
}
