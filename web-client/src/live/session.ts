import type { Command } from '@protocol/commands';
import type { CloseCode, Error as Refusal } from '@protocol/errors';
import type { ClientMessage, Credential, ServerMessage, Welcome } from '@protocol/messages';
import type { SectionMap } from '@protocol/sections';
import type { Ballot, SeatId } from '@protocol/types';
import { CommandQueue, type BallotCommand, type Outcome } from './queue';
import { randomToken } from './random';
import { SectionStore, type Changed, type SavedScope } from './sections';
import { LiveSocket, type Connect } from './socket';
import type { Keep } from './storage';

export type Connection =
  | { kind: 'connecting' }
  | { kind: 'live' }
  /** The server said not to come back; a new page load is the way on. */
  | { kind: 'stopped'; code: CloseCode | undefined; error: Refusal | undefined };

export interface SessionOptions {
  connect: Connect;
  keep: Keep;
  meeting?: string;
  credential: Credential;
  language: string;
  /** Keep the sections over a reload. Not for faces that show secrets. */
  keepSections?: boolean;
  unsentExpiresMs?: number;
  sectionsChanged: Changed;
  connectionChanged(connection: Connection): void;
  welcomed?(welcome: Welcome): void;
  /** What waits, and answers: the face shows them. */
  queueChanged?(): void;
  /** `seat`: of a ballot that was cast with a slip. */
  settled?(command: Command, outcome: Outcome, seat: SeatId | undefined): void;
  now?: () => number;
  random?: () => number;
}

const protocol = 1;
/** A wire that has left a command unanswered this long is given up. */
const answerMs = 12_000;
const saveEveryMs = 2_000;

/** One connection to one meeting (or, for the organiser, to the forum), and all that it has said. */
export class Session {
  readonly sections: SectionStore;
  readonly queue: CommandQueue;
  private readonly socket: LiveSocket;
  private readonly now: () => number;
  private credential: Credential;
  /** What this page came in by, tried once when its token is not known any more. */
  private fallback: Credential | undefined;
  private meeting: string | undefined;
  private skewMs = 0;
  private answerTimer: ReturnType<typeof setTimeout> | undefined;
  private saveTimer: ReturnType<typeof setTimeout> | undefined;
  private heardMs = 0;
  /** The scopes of this connection, until all of them are known. */
  private expected: readonly string[] | undefined;
  private lastError: Refusal | undefined;
  private readonly saveNow = () => this.save();

  constructor(private readonly options: SessionOptions) {
    this.now = options.now ?? Date.now;
    this.credential = options.credential;
    this.meeting = options.meeting;
    this.sections = new SectionStore((scope, keys) => {
      options.sectionsChanged(scope, keys);
      this.saveSoon();
    });
    if (options.keepSections) {
      this.sections.restore(options.keep.get<Record<string, SavedScope>>('sections') ?? {});
    }
    this.queue = new CommandQueue({
      keep: options.keep,
      send: (message) => this.send(message),
      settled: (command, outcome, seat) => options.settled?.(command, outcome, seat),
      changed: () => {
        this.watchAnswers();
        options.queueChanged?.();
      },
      now: this.now,
      ...(options.random ? { random: options.random } : {}),
      ...(options.unsentExpiresMs !== undefined ? { unsentExpiresMs: options.unsentExpiresMs } : {}),
    });
    this.socket = new LiveSocket(
      options.connect,
      {
        opened: () => this.hello(),
        message: (text) => this.receive(text),
        lost: () => this.lost(),
        stopped: (code) => this.stopped(code),
      },
      options.random,
    );
  }

  start(): void {
    this.options.connectionChanged({ kind: 'connecting' });
    if (typeof window !== 'undefined') window.addEventListener('pagehide', this.saveNow);
    this.socket.start();
  }

  stop(): void {
    if (typeof window !== 'undefined') window.removeEventListener('pagehide', this.saveNow);
    this.save();
    this.queue.disconnect();
    clearTimeout(this.answerTimer);
    this.socket.stop();
  }

  /** The server's clock, in milliseconds: what deadlines and timers are measured by. */
  serverNow(): number {
    return this.now() + this.skewMs;
  }

  command(command: Command): Promise<Outcome> {
    return this.queue.push(command);
  }

  /** Saves the whole ballot: replaces what this voter had in the box. */
  castBallot(box: number, ballot: Ballot): Promise<Outcome> {
    const revision = this.queue.nextRevision(box, this.toldRevision(box));
    return this.queue.push({ type: 'cast_ballot', box, revision, tag: this.tagOf(box), ballot }, this.seatIn(box));
  }

  withdrawBallot(box: number): Promise<Outcome> {
    const revision = this.queue.nextRevision(box, this.toldRevision(box));
    return this.queue.push({ type: 'withdraw_ballot', box, revision }, this.seatIn(box));
  }

  /** What this voter has put into the box and the server has not answered yet. */
  waitingBallot(box: number): BallotCommand | undefined {
    return this.queue.ballotOf(box, this.seatIn(box));
  }

  /** With which slip this phone votes in the box; undefined where the phone itself is the voter. */
  seatIn(box: number): SeatId | undefined {
    return this.section(`box/${box}`)?.electorate === 'codes' ? this.section('me')?.seat : undefined;
  }

  private section<Key extends keyof SectionMap>(key: Key): SectionMap[Key] | undefined {
    for (const scope of this.sections.names()) {
      const section = this.sections.get(scope, key);
      if (section !== undefined) return section as SectionMap[Key];
    }
    return undefined;
  }

  private toldRevision(box: number): number {
    return this.section(`own_ballot/${box}`)?.revision ?? 0;
  }

  /** One tag per box, so that a voter can find the row again after sealing. Each slip has its own, or
   *  the published rows would tell which slips were used on one phone. */
  private tagOf(box: number): string {
    const tags = this.options.keep.get<Record<string, string>>('tags') ?? {};
    const seat = this.seatIn(box);
    const voter = seat === undefined ? box : `${box}/${seat}`;
    const tag = tags[voter] ?? randomToken();
    if (tags[voter] === undefined) this.options.keep.set('tags', { ...tags, [voter]: tag });
    return tag;
  }

  private send(message: ClientMessage): boolean {
    return this.socket.send(JSON.stringify(message));
  }

  private hello(): void {
    this.lastError = undefined;
    const positions = this.sections.positions();
    this.send({
      type: 'hello',
      protocol,
      ...(this.meeting !== undefined && this.credential.kind === 'token' ? { meeting: this.meeting } : {}),
      credential: this.credential,
      ...(Object.keys(positions).length > 0 ? { positions } : {}),
      language: this.options.language,
    });
  }

  private receive(text: string): void {
    let message: ServerMessage;
    try {
      message = JSON.parse(text) as ServerMessage;
    } catch {
      this.socket.giveUp();
      return;
    }
    this.heardMs = this.now();
    switch (message.type) {
      case 'welcome':
        this.welcome(message);
        break;
      case 'frame':
        if (this.sections.apply(message)) this.settleScopes();
        else this.socket.giveUp();
        break;
      case 'ack':
        this.queue.acked(message.id, message.answer ?? {});
        break;
      case 'reject':
        if (message.id === undefined) this.lastError = message.error;
        else this.queue.rejected(message.id, message.error);
        break;
    }
  }

  private welcome(message: Welcome): void {
    this.skewMs = message.now_ms - this.now();
    this.socket.settled();
    this.expected = message.scopes;
    this.settleScopes();
    this.meeting = message.meeting ?? this.meeting;
    this.options.welcomed?.(message);
    if (message.role === 'participant') {
      // From here on the token alone says who this is.
      this.fallback ??= this.credential.kind === 'token' ? undefined : this.credential;
      this.credential = { kind: 'token', token: this.credential.token };
    }
    this.options.connectionChanged({ kind: 'live' });
    this.queue.connect();
    this.watchAnswers();
  }

  /** What came with the page stays in sight until every scope of the connection has come. */
  private settleScopes(): void {
    if (!this.expected) return;
    const known = this.sections.positions();
    if (!this.expected.every((scope) => scope in known)) return;
    this.sections.keepOnly(this.expected);
    this.expected = undefined;
  }

  private lost(): void {
    this.queue.disconnect();
    clearTimeout(this.answerTimer);
    this.options.connectionChanged({ kind: 'connecting' });
  }

  private stopped(code: CloseCode | undefined): void {
    this.queue.disconnect();
    clearTimeout(this.answerTimer);
    if (code === 'bad_credential' && this.fallback) {
      this.credential = this.fallback;
      this.fallback = undefined;
      this.options.connectionChanged({ kind: 'connecting' });
      this.socket.start();
      return;
    }
    this.options.connectionChanged({ kind: 'stopped', code, error: this.lastError });
  }

  private watchAnswers(): void {
    clearTimeout(this.answerTimer);
    if (this.queue.length === 0) return;
    const sinceMs = this.now();
    this.answerTimer = setTimeout(() => {
      if (this.queue.owed && this.heardMs <= sinceMs) this.socket.redial();
      else this.watchAnswers();
    }, answerMs);
  }

  private saveSoon(): void {
    if (!this.options.keepSections) return;
    this.saveTimer ??= setTimeout(() => this.save(), saveEveryMs);
  }

  private save(): void {
    clearTimeout(this.saveTimer);
    this.saveTimer = undefined;
    if (this.options.keepSections) this.options.keep.set('sections', this.sections.save());
  }
}
