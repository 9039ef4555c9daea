import type { Command } from '@protocol/commands';
import type { Credential, Welcome } from '@protocol/messages';
import type { SectionMap } from '@protocol/sections';
import type { Ballot, SeatId } from '@protocol/types';
import type { TextParams } from '../i18n/catalogue';
import { currentLanguage, lookUp, t } from '../i18n/text.svelte';
import { readBlock } from '../i18n/start';
import { Acknowledged } from './acknowledged';
import { isBallot, type Failure, type Outcome } from './queue';
import type { SaveState } from './save_state';
import { Session, type Connection } from './session';
import { browserConnect, type Connect } from './socket';
import type { Keep } from './storage';

/** Sections by key, as the components read them: `live.sections['agenda']`, `live.sections[`item/${7}`]`. */
export type Sections = Readonly<Partial<SectionMap>>;

export interface LiveOptions {
  keep: Keep;
  meeting?: string;
  credential: Credential;
  keepSections?: boolean;
  unsentExpiresMs?: number;
  /** Scopes that are not mixed into `sections`: the facilitator's preview of the screen. */
  aside?: readonly string[];
  welcomed?: (welcome: Welcome) => void;
  connect?: Connect;
}

/** Sections that the server put into the page live here until the connection's own have come. */
const pageScope = 'page';
/** While an answer comes within this time, nobody is told that something waits. */
const unnoticedMs = 1200;

/** A words-and-limits text for a refusal, in the shown language. */
export function failureText(error: Failure): string {
  const params: TextParams = error.limit === undefined ? {} : { limit: error.limit };
  return lookUp(`error.${error.code}`, params) ?? t('error.unknown');
}

/** Sections as one reactive value: replaced as a whole at each frame. What reads a section through
 *  a $derived goes no further when that section is still the same object. */
class Shown {
  private sections = $state.raw<Readonly<Record<string, unknown>>>({});

  get all(): Sections {
    return this.sections as Sections;
  }

  change(keys: readonly string[], valueOf: (key: string) => unknown): void {
    const next: Record<string, unknown> = Object.assign({}, this.sections);
    for (const key of keys) {
      const value = valueOf(key);
      if (value === undefined) delete next[key];
      else next[key] = value;
    }
    this.sections = next;
  }
}

/** A session that components can read: every section, the connection and the queue are reactive. */
export class Live {
  readonly session: Session;
  connection = $state.raw<Connection>({ kind: 'connecting' });
  welcome = $state.raw<Welcome | undefined>(undefined);
  /** The last refusal that has not been answered by a success, or dismissed. */
  failure = $state.raw<{ command: Command; error: Failure; seat?: SeatId | undefined } | undefined>(undefined);
  private waiting = $state.raw(0);
  /** Goes up with every change of the queue, also when its length stays. */
  private change = $state.raw(0);
  private readonly acknowledged: Acknowledged;
  private noticed = $state.raw(false);
  private savedOnce = $state.raw(false);
  private noticeTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly merged = new Shown();
  private readonly asides = new Map<string, Shown>();

  constructor(options: LiveOptions) {
    this.acknowledged = new Acknowledged(options.keep);
    for (const scope of options.aside ?? []) this.asides.set(scope, new Shown());
    this.session = new Session({
      connect: options.connect ?? browserConnect(),
      keep: options.keep,
      credential: options.credential,
      language: currentLanguage(),
      ...(options.meeting !== undefined ? { meeting: options.meeting } : {}),
      ...(options.keepSections ? { keepSections: true } : {}),
      ...(options.unsentExpiresMs !== undefined ? { unsentExpiresMs: options.unsentExpiresMs } : {}),
      // The session calls back while it is being made; take its sections only once it is there.
      sectionsChanged: (scope, keys) => this.session && this.take(scope, keys),
      connectionChanged: (connection) => (this.connection = connection),
      welcomed: (welcome) => {
        this.welcome = welcome;
        options.welcomed?.(welcome);
      },
      queueChanged: () => this.queueChanged(),
      settled: (command, outcome, seat) => this.settled(command, outcome, seat),
    });
    for (const scope of this.session.sections.names()) this.take(scope, this.session.sections.keys(scope));
    const page = readBlock<Partial<SectionMap>>('torg-sections');
    if (page) this.session.sections.seed(pageScope, page);
    this.queueChanged();
  }

  /** All scopes of the connection as one map. */
  get sections(): Sections {
    return this.merged.all;
  }

  start(): void {
    this.session.start();
  }

  stop(): void {
    clearTimeout(this.noticeTimer);
    this.session.stop();
  }

  /** One scope by itself. Empty unless it was named in `aside`. */
  aside(scope: string): Sections {
    return this.asides.get(scope)?.all ?? {};
  }

  command(command: Command): Promise<Outcome> {
    return this.session.command(command);
  }

  castBallot(box: number, ballot: Ballot): Promise<Outcome> {
    return this.session.castBallot(box, ballot);
  }

  withdrawBallot(box: number): Promise<Outcome> {
    return this.session.withdrawBallot(box);
  }

  /** What this person has put into the box as far as this page knows: what waits to be sent, else
   *  what the server says stands. Null when there is none. */
  ownBallot(box: number): Ballot | null {
    void this.change;
    const newer = this.session.waitingBallot(box) ?? this.acknowledged.newerThan(this.toldRevision(box), box, this.session.seatIn(box));
    if (newer) return newer.type === 'cast_ballot' ? newer.ballot : null;
    return this.sections[`own_ballot/${box}`]?.ballot ?? null;
  }

  /** False while a slip is being taken: a press could land on the wrong one's ballot. */
  mayCast(box: number): boolean {
    void this.change;
    return this.sections[`box/${box}`]?.electorate !== 'codes' || !this.session.queue.takesSlip;
  }

  dismissFailure(): void {
    this.failure = undefined;
  }

  /** For the state chip. `standing`: the server says that something of this person's stands here. */
  saveState(standing = false): SaveState {
    if (this.waiting > 0) {
      return this.noticed || this.connection.kind !== 'live'
        ? { kind: 'waiting', count: this.waiting }
        : { kind: 'none' };
    }
    const failed = this.failure && this.told(this.failure);
    if (failed) return failed;
    return this.savedOnce || standing ? { kind: 'saved' } : { kind: 'none' };
  }

  private told({ command, error, seat }: NonNullable<Live['failure']>): SaveState | undefined {
    if (error.code !== 'voting_code_needed' || !isBallot(command)) return { kind: 'refused', reason: failureText(error) };
    // The slip went while the answer was on its way: an earlier try may have counted. It may be back.
    if (seat !== undefined && seat === this.sections.me?.seat) return undefined;
    return { kind: 'uncertain' };
  }

  serverNow(): number {
    return this.session.serverNow();
  }

  private take(scope: string, keys: readonly string[]): void {
    const sections = this.session.sections;
    const aside = this.asides.get(scope);
    if (aside) aside.change(keys, (key) => sections.get(scope, key));
    else this.merged.change(keys, (key) => this.newest(key));
  }

  private newest(key: string): unknown {
    const { sections } = this.session;
    const onPage = sections.get(pageScope, key);
    if (onPage !== undefined) return onPage;
    for (const scope of sections.names()) {
      if (this.asides.has(scope)) continue;
      const value = sections.get(scope, key);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  private toldRevision(box: number): number {
    return this.sections[`own_ballot/${box}`]?.revision ?? 0;
  }

  private queueChanged(): void {
    const { queue } = this.session;
    this.waiting = queue.length;
    this.change += 1;
    clearTimeout(this.noticeTimer);
    this.noticed = false;
    if (queue.oldestMs === undefined) return;
    const leftMs = unnoticedMs - (Date.now() - queue.oldestMs);
    if (leftMs <= 0) this.noticed = true;
    else this.noticeTimer = setTimeout(() => (this.noticed = true), leftMs);
  }

  private settled(command: Command, outcome: Outcome, seat: SeatId | undefined): void {
    if (outcome.ok) {
      this.savedOnce = true;
      if (isBallot(command)) this.acknowledged.add(command, seat, (box) => this.toldRevision(box));
      // With another code this phone is another voter.
      if (command.type === 'take_voting_code') this.acknowledged.clear();
      if (this.failure && sameMatter(this.failure.command, command)) this.failure = undefined;
    } else {
      this.failure = { command, error: outcome.error, seat };
    }
  }
}

function sameMatter(a: Command, b: Command): boolean {
  if (isBallot(a) && isBallot(b)) return a.box === b.box;
  return a.type === b.type;
}
