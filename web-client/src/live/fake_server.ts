// A server for tests: it does what protocol/README.md says of the wire, keeps no rules of voting,
// and can cut, restart and lose messages. Only tests import it.
import type { Command } from '@protocol/commands';
import type { ErrorCode } from '@protocol/errors';
import type { ClientMessage, CommandMessage, Frame, Hello, ServerMessage } from '@protocol/messages';
import type { Wire } from './socket';

/** The same sequence for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Change {
  seq: number;
  key: string;
}

class FakeWire implements Wire {
  onopen: Wire['onopen'] = null;
  onmessage: Wire['onmessage'] = null;
  onclose: Wire['onclose'] = null;
  closed = false;
  welcomed = false;

  constructor(private readonly server: FakeServer) {}

  send(text: string): void {
    if (this.closed) return;
    setTimeout(() => {
      if (!this.closed) this.server.receive(this, JSON.parse(text) as ClientMessage);
    }, this.server.latencyMs);
  }

  deliver(message: ServerMessage): void {
    const text = JSON.stringify(message);
    setTimeout(() => {
      if (!this.closed) this.onmessage?.({ data: text });
    }, this.server.latencyMs);
  }

  /** From the client's side; what is under way is lost. */
  close(): void {
    this.closed = true;
    this.server.wires.delete(this);
  }

  end(code: number): void {
    if (this.closed) return;
    this.close();
    this.onclose?.({ code });
  }
}

export class FakeServer {
  readonly wires = new Set<FakeWire>();
  readonly hellos: Hello[] = [];
  /** Every command message that arrived, repetitions included. */
  readonly received: CommandMessage[] = [];
  /** Commands in the order in which they took effect. */
  readonly done: Command[] = [];
  /** The standing ballot of each box. */
  readonly ballots = new Map<number, { revision: number; content: string }>();
  dials = 0;
  latencyMs = 10;
  /** While true, nobody gets through: the network is away. */
  away = false;
  /** What the next commands are refused with, in order. */
  refuseNext: ErrorCode[] = [];
  readonly scope = 'participant';
  private epoch = 1;
  private seq = 0;
  private sections = new Map<string, { seq: number; section: unknown }>();
  private removals: Change[] = [];
  private horizon = 0;
  private readonly answered = new Map<string, ServerMessage>();

  constructor(private readonly now: () => number = Date.now) {}

  readonly connect = (): Wire => {
    this.dials += 1;
    const wire = new FakeWire(this);
    this.wires.add(wire);
    setTimeout(() => {
      if (wire.closed) return;
      if (this.away) wire.end(1006);
      else wire.onopen?.();
    }, this.latencyMs);
    return wire;
  };

  /** Every connection ends; what is under way in either direction is lost. */
  cut(code = 1006): void {
    Array.from(this.wires).forEach((wire) => wire.end(code));
  }

  /** The wires die without anyone being told. */
  silence(): void {
    this.wires.forEach((wire) => (wire.closed = true));
  }

  /** Ballots and done commands are on disk; positions are not. */
  restart(): void {
    this.cut(1012);
    this.epoch += 1;
    this.seq = 0;
    this.removals = [];
    this.horizon = 0;
    this.sections.forEach((held) => (held.seq = 0));
  }

  set(key: string, section: unknown): void {
    this.seq += 1;
    this.sections.set(key, { seq: this.seq, section });
    this.publish({ [key]: section }, []);
  }

  remove(key: string): void {
    this.seq += 1;
    this.sections.delete(key);
    this.removals.push({ seq: this.seq, key });
    this.publish({}, [key]);
  }

  /** Removals so far are forgotten: older clients get everything. */
  forgetRemovals(): void {
    this.horizon = this.seq;
    this.removals = [];
  }

  snapshot(): Record<string, unknown> {
    const all: Record<string, unknown> = {};
    this.sections.forEach((held, key) => (all[key] = held.section));
    return all;
  }

  receive(wire: FakeWire, message: ClientMessage): void {
    if (message.type === 'hello') this.greet(wire, message);
    else if (wire.welcomed) this.command(wire, message);
  }

  private greet(wire: FakeWire, hello: Hello): void {
    this.hellos.push(hello);
    wire.welcomed = true;
    wire.deliver({
      type: 'welcome',
      protocol: 1,
      meeting: 'abcdefghij',
      role: 'participant',
      participant: 1,
      scopes: [this.scope],
      now_ms: this.now(),
    });
    const position = hello.positions?.[this.scope];
    const known = position?.epoch === String(this.epoch) && position.seq >= this.horizon;
    const set: Record<string, unknown> = {};
    this.sections.forEach((held, key) => {
      if (!known || held.seq > position.seq) set[key] = held.section;
    });
    const remove = known
      ? this.removals.filter((removal) => removal.seq > position.seq && !this.sections.has(removal.key))
      : [];
    wire.deliver(this.frame(!known, set, remove.map((removal) => removal.key)));
  }

  private command(wire: FakeWire, message: CommandMessage): void {
    this.received.push(message);
    const { id, command } = message;
    const before = this.answered.get(id);
    if (before) {
      wire.deliver(before);
      return;
    }
    const refusal = this.refuseNext.shift();
    if (refusal) {
      wire.deliver({ type: 'reject', id, error: { code: refusal } });
      return;
    }
    if (command.type === 'cast_ballot' || command.type === 'withdraw_ballot') {
      const content = command.type === 'cast_ballot' ? JSON.stringify(command.ballot) : '';
      const standing = this.ballots.get(command.box);
      const again = standing?.revision === command.revision && standing.content === content;
      if (standing && standing.revision >= command.revision && !again) {
        wire.deliver({ type: 'reject', id, error: { code: 'ballot_superseded' } });
        return;
      }
      this.ballots.set(command.box, { revision: command.revision, content });
      wire.deliver({ type: 'ack', id });
      return;
    }
    this.done.push(command);
    const answer: ServerMessage = { type: 'ack', id };
    this.answered.set(id, answer);
    wire.deliver(answer);
  }

  private publish(set: Record<string, unknown>, remove: string[]): void {
    this.wires.forEach((wire) => {
      if (wire.welcomed) wire.deliver(this.frame(false, set, remove));
    });
  }

  private frame(full: boolean, set: Record<string, unknown>, remove: string[]): Frame {
    return { type: 'frame', scope: this.scope, epoch: String(this.epoch), seq: this.seq, full, set: set as Frame['set'], remove };
  }
}

/** localStorage as a Map, which several sessions of one phone share over their reloads. */
export class FakeStorage {
  readonly values = new Map<string, string>();
  full = false;

  get length(): number {
    return this.values.size;
  }
  key(at: number): string | null {
    return Array.from(this.values.keys())[at] ?? null;
  }
  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.full) throw new DOMException('full', 'QuotaExceededError');
    this.values.set(key, value);
  }
  removeItem(key: string): void {
    this.values.delete(key);
  }
}
