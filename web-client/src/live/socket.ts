import { closeCodes, type CloseCode } from '@protocol/errors';

/** The part of WebSocket that is used here; the tests bring one of their own. */
export interface Wire {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

export type Connect = () => Wire;

export interface SocketHandlers {
  /** The wire is open: say hello. */
  opened(): void;
  message(text: string): void;
  /** The wire is gone and will be tried again. */
  lost(): void;
  /** The server said not to come back. `code` is what it said, if the protocol has a name for it. */
  stopped(code: CloseCode | undefined): void;
}

export const backOff = { floorMs: 500, firstCeilingMs: 1500, ceilingMs: 15_000 };
const handshakeMs = 10_000;
/** A wire that slept longer than this is not trusted: it may be dead without knowing. */
const trustedSleepMs = 8_000;

export function delayBefore(attempt: number, random: number): number {
  const ceiling = Math.min(backOff.ceilingMs, backOff.firstCeilingMs * 2 ** Math.min(attempt, 10));
  return backOff.floorMs + random * (ceiling - backOff.floorMs);
}

/**
 * A WebSocket that comes back: after a random delay below a doubling ceiling, or at once when the
 * phone wakes or finds a network. Whoever uses it says when a connection has proved itself
 * (`settled`), which starts the ceiling from below again.
 */
export class LiveSocket {
  private wire: Wire | undefined;
  private open = false;
  private attempt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running = false;
  private hiddenAtMs: number | undefined;
  private deaf: (() => void) | undefined;

  constructor(
    private readonly connect: Connect,
    private readonly handlers: SocketHandlers,
    private readonly random: () => number = Math.random,
  ) {}

  start(): void {
    if (this.running) return;
    this.running = true;
    this.deaf = this.listen();
    this.dial();
  }

  /** Goes away for good. */
  stop(): void {
    this.running = false;
    this.deaf?.();
    this.drop(1000);
  }

  settled(): void {
    clearTimeout(this.timer);
    this.attempt = 0;
  }

  /** False when there is no open wire; the text is then not sent. */
  send(text: string): boolean {
    if (!this.wire || !this.open) return false;
    this.wire.send(text);
    return true;
  }

  /** Gives up a wire that cannot be used; the next one comes after a delay. */
  giveUp(): void {
    if (this.wire) this.ended(this.wire, 1006);
  }

  /** Drops a wire that has gone quiet and dials again at once. */
  redial(): void {
    if (!this.running) return;
    const had = this.wire !== undefined;
    this.drop();
    if (had) this.handlers.lost();
    this.attempt = 0;
    this.dial();
  }

  private dial(): void {
    clearTimeout(this.timer);
    if (!this.running) return;
    let wire: Wire;
    try {
      wire = this.connect();
    } catch {
      this.retryLater();
      return;
    }
    this.wire = wire;
    this.timer = setTimeout(() => this.ended(wire, 1006), handshakeMs);
    wire.onopen = () => {
      this.open = true;
      this.handlers.opened();
    };
    wire.onmessage = (event) => {
      if (typeof event.data === 'string') this.handlers.message(event.data);
    };
    wire.onclose = (event) => this.ended(wire, event.code);
  }

  private ended(wire: Wire, code: number): void {
    if (wire !== this.wire) return;
    this.drop();
    const known = closeCodes.find((entry) => entry.number === code);
    if (known && !known.reconnect) {
      this.running = false;
      this.deaf?.();
      this.handlers.stopped(known.code);
      return;
    }
    this.handlers.lost();
    this.retryLater();
  }

  private retryLater(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.dial(), delayBefore(this.attempt, this.random()));
    this.attempt += 1;
  }

  private drop(code?: number): void {
    clearTimeout(this.timer);
    const wire = this.wire;
    this.wire = undefined;
    this.open = false;
    if (!wire) return;
    wire.onopen = wire.onmessage = wire.onclose = null;
    try {
      wire.close(code);
    } catch {
      // A wire that never opened may refuse to close; nothing listens to it any more.
    }
  }

  private wake(): void {
    if (!this.running) return;
    if (!this.wire) {
      this.attempt = 0;
      this.dial();
    }
  }

  private listen(): () => void {
    if (typeof window === 'undefined') return () => {};
    const online = () => this.redial();
    const visible = () => {
      if (document.visibilityState === 'hidden') {
        this.hiddenAtMs = Date.now();
        return;
      }
      const sleptMs = this.hiddenAtMs === undefined ? 0 : Date.now() - this.hiddenAtMs;
      this.hiddenAtMs = undefined;
      if (sleptMs > trustedSleepMs) this.redial();
      else this.wake();
    };
    const shown = (event: PageTransitionEvent) => {
      if (event.persisted) this.redial();
    };
    window.addEventListener('online', online);
    window.addEventListener('pageshow', shown);
    document.addEventListener('visibilitychange', visible);
    // A page that was frozen does not know what its wire went through meanwhile.
    const thawed = () => this.redial();
    document.addEventListener('resume', thawed);
    return () => {
      window.removeEventListener('online', online);
      window.removeEventListener('pageshow', shown);
      document.removeEventListener('visibilitychange', visible);
      document.removeEventListener('resume', thawed);
    };
  }
}

/** Where the server listens for faces, from the page's own address. */
export function browserConnect(path = '/live'): Connect {
  return () => {
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    return new WebSocket(`${scheme}//${location.host}${path}`, 'torg.v1') as unknown as Wire;
  };
}
