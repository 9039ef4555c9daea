import { afterEach, beforeEach, vi } from 'vitest';
import type { Command } from '@protocol/commands';
import type { Ballot } from '@protocol/types';
import { FakeServer, FakeStorage, seeded } from './fake_server';
import type { Outcome } from './queue';
import { Session, type Connection, type SessionOptions } from './session';
import { openKeep } from './storage';

export const token = 'AAAAAAAAAAAAAAAAAAAAAA';

/** Every test of the file runs on a fake clock and gets a server of its own. */
export function eachWithServer(begin: (server: FakeServer) => void): void {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_800_000_000_000 });
    begin(new FakeServer());
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}

/** Lets the fake clock run. */
export const seconds = (n: number) => vi.advanceTimersByTimeAsync(n * 1000);

/** A session that has been started, and what it has told so far. */
export interface Phone {
  session: Session;
  connections: Connection[];
  settled: { command: Command; outcome: Outcome }[];
  view(): Record<string, unknown>;
}

export function phone(server: FakeServer, storage = new FakeStorage(), more: Partial<SessionOptions> = {}): Phone {
  const connections: Connection[] = [];
  const settled: Phone['settled'] = [];
  const session = new Session({
    connect: server.connect,
    keep: openKeep('abcdefghij', storage),
    credential: { kind: 'join', secret: 'AAAAAAAAAAAAAAAA', token },
    language: 'sv',
    keepSections: true,
    random: seeded(7),
    sectionsChanged: () => {},
    connectionChanged: (connection) => connections.push(connection),
    settled: (command, outcome) => settled.push({ command, outcome }),
    ...more,
  });
  session.start();
  return {
    session,
    connections,
    settled,
    view() {
      const all: Record<string, unknown> = {};
      for (const scope of session.sections.names()) {
        for (const key of session.sections.keys(scope)) all[key] = session.sections.get(scope, key);
      }
      return all;
    },
  };
}

export const dots = (value: number): Ballot => ({ kind: 'dots', marks: [{ option: 1, value }] });
export const idea = (n: number): Command => ({ type: 'submit_proposal', item: 1, language: 'sv', title: `Idé ${n}` });
