import type { Command } from '@protocol/commands';
import type { AgendaEntry, BoxSection, ItemSection, LedgerPot, ProposalSection, SeatEntry } from '@protocol/sections';
import type { ItemId, Language, SeatId } from '@protocol/types';
import type { Live } from '../live/live.svelte';
import type { Failure, Outcome } from '../live/queue';
import { nextStep, type NextStep } from './next_step';
import { tieAtCut } from './tie_at_cut';

/** What the facilitator has in hand: the sections by their meaning, the next step, and commands
 *  whose refusal is shown on the page. Every getter is reactive. */
export class Desk {
  /** The server's clock, a tick at a time. */
  now = $state(Date.now());
  /** Why the last step, or another command of the running controls, came to nothing. */
  failure = $state.raw<Failure | undefined>(undefined);
  /** Voting slips whose codes this page has drawn, and nobody else has, until they are put away. */
  slipSheet = $state.raw<readonly { seat: SeatId; code: string }[]>([]);
  private readonly ticking: ReturnType<typeof setInterval>;

  constructor(
    readonly live: Live,
    readonly meetingId: string,
    /** The facilitator's own secret, for copying the link. */
    readonly secret: string,
  ) {
    this.ticking = setInterval(() => (this.now = live.serverNow()), 500);
  }

  stop(): void {
    clearInterval(this.ticking);
    this.live.stop();
  }

  get meeting() {
    return this.live.sections.meeting;
  }
  get entries(): readonly AgendaEntry[] {
    return this.live.sections.agenda?.entries ?? [];
  }
  get languages(): readonly Language[] {
    return this.meeting?.languages ?? ['sv'];
  }
  item(id: ItemId | undefined): ItemSection | undefined {
    return id === undefined ? undefined : this.live.sections[`item/${id}`];
  }
  get running(): ItemSection | undefined {
    return this.item(this.live.sections.agenda?.current);
  }
  boxOf(item: ItemSection | undefined): BoxSection | undefined {
    return item?.box === undefined ? undefined : this.live.sections[`box/${item.box}`];
  }
  get box(): BoxSection | undefined {
    return this.boxOf(this.running);
  }
  get turnout() {
    return this.box && this.live.sections[`turnout/${this.box.box}`];
  }
  get result() {
    return this.box && this.live.sections[`result/${this.box.box}`];
  }
  /** Whether the shown result is still tied at its cut. */
  get tied(): boolean {
    return this.result !== undefined && !this.result.settlement && tieAtCut(this.result.result) !== undefined;
  }
  get joined(): number {
    return this.live.sections.presence?.joined ?? 0;
  }
  get seats(): readonly SeatEntry[] {
    return this.live.sections.voting_codes?.seats ?? [];
  }
  /** Slips whose code is valid. */
  get liveSeats(): number {
    return this.seats.filter((seat) => seat.state !== 'revoked').length;
  }
  get position(): number {
    return this.entries.findIndex((entry) => entry.item === this.live.sections.agenda?.current) + 1;
  }
  /** The pots that draw on the money ledger, also before the meeting has one. */
  get pots(): LedgerPot[] {
    const { ledger } = this.live.sections;
    if (ledger) return ledger.pots;
    const standing = this.entries.filter((entry) => entry.state !== 'skipped' && entry.state !== 'deferred');
    return standing.reduce<LedgerPot[]>((all, entry) => {
      const rule = this.item(entry.item)?.definition.rule;
      return rule && 'pot' in rule ? all.concat([{ item: entry.item, title: entry.title, pot: rule.pot }]) : all;
    }, []);
  }
  proposals(ids: readonly number[]): ProposalSection[] {
    return ids
      .map((id) => this.live.sections[`proposal/${id}`])
      .filter((proposal): proposal is ProposalSection => proposal !== undefined);
  }
  /** All proposals of the meeting in the order of their numbers. */
  get allProposals(): ProposalSection[] {
    const ids = Object.keys(this.live.sections)
      .filter((key) => key.startsWith('proposal/'))
      .map((key) => Number(key.slice('proposal/'.length)));
    return this.proposals(ids.sort((a, b) => a - b));
  }
  /** The item that started last, whether or not it is still running. */
  private get last(): ItemId | undefined {
    let latest: ItemSection | undefined;
    for (const entry of this.entries) {
      const item = this.item(entry.item);
      if (item?.started_at_ms !== undefined && item.started_at_ms > (latest?.started_at_ms ?? -1)) latest = item;
    }
    return latest?.item;
  }
  get step(): NextStep {
    const { meeting } = this;
    const { agenda } = this.live.sections;
    if (!meeting || !agenda) return { kind: 'none' };
    return nextStep({ meeting, agenda, item: this.running, box: this.box, last: this.last, runOff: this.result?.settlement?.item });
  }

  /** A command whose refusal stands at the next step until something succeeds. */
  async act(command: Command): Promise<Outcome> {
    const outcome = await this.live.command(command);
    this.failure = outcome.ok ? undefined : outcome.error;
    return outcome;
  }

  /** A command of a form, which says itself what was refused. */
  async ask(command: Command): Promise<Outcome> {
    const outcome = await this.live.command(command);
    if (!outcome.ok) this.live.dismissFailure();
    return outcome;
  }
}
