import type { CastBallot, Command, WithdrawBallot } from '@protocol/commands';
import { temporaryErrorCodes, type Error as Refusal, type ErrorCode } from '@protocol/errors';
import type { Answer, CommandMessage } from '@protocol/messages';
import type { SeatId } from '@protocol/types';
import { randomId } from './random';
import type { Keep } from './storage';

/** Why a command came to nothing: the server's refusal, or that it never left this page. */
export interface Failure extends Omit<Refusal, 'code'> {
  code: ErrorCode | 'not_sent';
}

export type Outcome = { ok: true; answer: Answer } | { ok: false; error: Failure };

/** Codes of slips live on the page that prints them and nowhere else. */
function isPageOnly(command: Command): boolean {
  return command.type === 'issue_voting_codes' || command.type === 'reissue_voting_code';
}

export type BallotCommand = CastBallot | WithdrawBallot;

export function isBallot(command: Command): command is BallotCommand {
  return command.type === 'cast_ballot' || command.type === 'withdraw_ballot';
}

interface Entry {
  id: string;
  /** Entries are sent in this order. */
  order: number;
  command: Command;
  addedAtMs: number;
  /** Of a ballot that was cast with a slip: which. */
  seat?: SeatId;
  /** Was on some wire: its effect may exist, so it must be asked again until answered. */
  sent: boolean;
}

const takesSlip = (entry: Entry) => entry.command.type === 'take_voting_code';

export interface QueueOptions {
  keep: Keep;
  send(message: CommandMessage): boolean;
  /** Every answer, also to what an earlier load of the page asked for. */
  settled(command: Command, outcome: Outcome, seat: SeatId | undefined): void;
  changed(): void;
  now?: () => number;
  random?: () => number;
  /** A command that was never sent is given up after this long. Participants: never. */
  unsentExpiresMs?: number;
}

/** The server stops reading at 32 unanswered; we stay clear of it. */
const mostUnanswered = 16;
export const mostQueued = 1000;
const retryMs = 1000;
const retryCeilingMs = 15_000;

const temporary = new Set(temporaryErrorCodes);

/**
 * Commands from the press to the answer. Each has an id and stays in storage until it is answered;
 * all that is unanswered is sent again, in order, on the next connection. The server does an id
 * once. Of ballots only the newest of each box and slip is kept: it says all that the older ones said.
 * A ballot does not say with which slip it is cast, so that nothing overtakes the taking of one: what
 * was given before is answered first, and what came after waits for its answer.
 */
export class CommandQueue {
  private readonly entries: Entry[];
  private readonly inFlight = new Set<string>();
  private readonly waiting = new Map<string, (outcome: Outcome) => void>();
  private readonly revisions: Record<string, number>;
  private connected = false;
  private refusals = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly now: () => number;
  private readonly random: () => number;

  constructor(private readonly options: QueueOptions) {
    this.now = options.now ?? Date.now;
    this.random = options.random ?? Math.random;
    this.entries = options.keep
      .keys('queue/')
      .map((key) => options.keep.get<Entry>(key))
      .filter((entry): entry is Entry => entry !== undefined)
      .sort((a, b) => a.order - b.order);
    this.revisions = options.keep.get<Record<string, number>>('revisions') ?? {};
  }

  /** True while the server owes an answer on this connection. */
  get owed(): boolean {
    return this.inFlight.size > 0;
  }

  get length(): number {
    return this.entries.length;
  }

  /** When the oldest unanswered command was given, or undefined. */
  get oldestMs(): number | undefined {
    return this.entries[0]?.addedAtMs;
  }

  /** A slip is being taken, so that it is not known yet who votes on this phone. */
  get takesSlip(): boolean {
    return this.entries.some(takesSlip);
  }

  ballotOf(box: number, seat?: SeatId): BallotCommand | undefined {
    return this.entryOf(box, seat)?.command as BallotCommand | undefined;
  }

  /** Higher than any revision this phone has used or been told of in the box. */
  nextRevision(box: number, told: number): number {
    return Math.max(told, this.revisions[box] ?? 0) + 1;
  }

  push(command: Command, seat?: SeatId): Promise<Outcome> {
    if (this.entries.length >= mostQueued) {
      return Promise.resolve({ ok: false, error: { code: 'too_many_unanswered', limit: mostQueued } });
    }
    if (isBallot(command)) {
      this.dropOlderBallot(command.box, seat);
      this.revisions[command.box] = command.revision;
      this.options.keep.set('revisions', this.revisions);
    }
    const order = (this.entries[this.entries.length - 1]?.order ?? 0) + 1;
    const entry: Entry = { id: randomId(), order, command, addedAtMs: this.now(), sent: false, ...(seat === undefined ? {} : { seat }) };
    this.entries.push(entry);
    this.save(entry);
    const outcome = new Promise<Outcome>((resolve) => this.waiting.set(entry.id, resolve));
    this.flush();
    this.options.changed();
    return outcome;
  }

  /** A connection has been welcomed: everything unanswered goes out again. */
  connect(): void {
    this.connected = true;
    this.inFlight.clear();
    this.expire();
    this.flush();
  }

  disconnect(): void {
    this.connected = false;
    this.inFlight.clear();
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  acked(id: string, answer: Answer): void {
    this.refusals = 0;
    this.answer(id, { ok: true, answer });
  }

  rejected(id: string, error: Refusal): void {
    if (temporary.has(error.code)) {
      // Not refused: not done yet, or not known. The same id is asked again, a little later.
      if (!this.inFlight.delete(id)) return;
      this.retryLater();
      return;
    }
    this.refusals = 0;
    this.answer(id, { ok: false, error });
  }

  private answer(id: string, outcome: Outcome): void {
    this.inFlight.delete(id);
    const entry = this.entries.find((candidate) => candidate.id === id);
    if (entry) {
      this.remove(entry);
      this.tell(entry, outcome);
    }
    this.flush();
    if (entry) this.options.changed();
  }

  private tell(entry: Entry, outcome: Outcome): void {
    this.options.settled(entry.command, outcome, entry.seat);
    this.waiting.get(entry.id)?.(outcome);
    this.waiting.delete(entry.id);
  }

  private entryOf(box: number, seat: SeatId | undefined): Entry | undefined {
    return this.entries.find(({ command, seat: by }) => isBallot(command) && command.box === box && by === seat);
  }

  private dropOlderBallot(box: number, seat: SeatId | undefined): void {
    const older = this.entryOf(box, seat);
    if (!older) return;
    this.remove(older);
    this.inFlight.delete(older.id);
    // Its answer, if one comes, is no longer of interest; the newer ballot's is.
    this.waiting.get(older.id)?.({ ok: false, error: { code: 'ballot_superseded' } });
    this.waiting.delete(older.id);
  }

  private expire(): void {
    const limit = this.options.unsentExpiresMs;
    if (limit === undefined) return;
    const old = this.entries.filter((entry) => !entry.sent && this.now() - entry.addedAtMs > limit);
    if (old.length === 0) return;
    for (const entry of old) {
      this.remove(entry);
      this.tell(entry, { ok: false, error: { code: 'not_sent' } });
    }
    this.options.changed();
  }

  private flush(): void {
    if (!this.connected || this.timer !== undefined) return;
    for (const entry of this.entries) {
      if (this.inFlight.size >= mostUnanswered) break;
      if (takesSlip(entry) && entry !== this.entries[0]) break;
      if (!this.inFlight.has(entry.id) && !this.send(entry)) break;
      if (takesSlip(entry)) break;
    }
  }

  private send(entry: Entry): boolean {
    if (!this.options.send({ type: 'command', id: entry.id, command: entry.command })) return false;
    this.inFlight.add(entry.id);
    if (!entry.sent) {
      entry.sent = true;
      this.save(entry);
    }
    return true;
  }

  private retryLater(): void {
    if (this.timer !== undefined) return;
    const ceiling = Math.min(retryCeilingMs, retryMs * 2 ** Math.min(this.refusals, 10));
    this.refusals += 1;
    this.timer = setTimeout(
      () => {
        this.timer = undefined;
        this.flush();
      },
      retryMs / 2 + this.random() * ceiling,
    );
  }

  // Each entry has a key of its own, so that two pages of one phone do not overwrite each other.
  private save(entry: Entry): void {
    if (!isPageOnly(entry.command)) this.options.keep.set(`queue/${entry.id}`, entry);
  }

  private remove(entry: Entry): void {
    this.entries.splice(this.entries.indexOf(entry), 1);
    this.options.keep.remove(`queue/${entry.id}`);
  }
}
