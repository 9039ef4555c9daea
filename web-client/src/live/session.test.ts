import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Command } from '@protocol/commands';
import type { Ballot } from '@protocol/types';
import { FakeServer, FakeStorage, seeded } from './fake_server';
import { mostQueued, type Outcome } from './queue';
import { Session, type Connection, type SessionOptions } from './session';
import { backOff, delayBefore } from './socket';
import { openKeep } from './storage';

const token = 'AAAAAAAAAAAAAAAAAAAAAA';
const seconds = (n: number) => vi.advanceTimersByTimeAsync(n * 1000);

interface Phone {
  session: Session;
  connections: Connection[];
  settled: { command: Command; outcome: Outcome }[];
  view(): Record<string, unknown>;
}

function phone(server: FakeServer, storage = new FakeStorage(), more: Partial<SessionOptions> = {}): Phone {
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

const dots = (value: number): Ballot => ({ kind: 'dots', marks: [{ option: 1, value }] });
const idea = (n: number): Command => ({ type: 'submit_proposal', item: 1, language: 'sv', title: `Idé ${n}` });

let server: FakeServer;
beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
  server = new FakeServer();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('back-off', () => {
  test('given any random number then the delay lies between floor and a doubling ceiling', () => {
    for (let attempt = 0; attempt < 40; attempt += 1) {
      const ceiling = Math.min(backOff.ceilingMs, backOff.firstCeilingMs * 2 ** attempt);
      expect(delayBefore(attempt, 0)).toBe(500);
      expect(delayBefore(attempt, 1)).toBeCloseTo(ceiling);
    }
  });

  test('given no network for five minutes then the server is dialled seldom, and soon after it is back', async () => {
    server.away = true;
    const { session, connections } = phone(server);
    await seconds(300);
    expect(server.dials).toBeGreaterThan(300 / 15.1);
    expect(server.dials).toBeLessThan(80);
    server.away = false;
    await seconds(15.1);
    expect(connections[connections.length - 1]).toEqual({ kind: 'live' });
    session.stop();
  });

  test('given a connection that was welcomed when it is cut then the ceiling starts from below', async () => {
    server.away = true;
    const { session, connections } = phone(server);
    await seconds(120);
    server.away = false;
    await seconds(16);
    server.cut();
    await seconds(1.6);
    expect(connections[connections.length - 1]).toEqual({ kind: 'live' });
    session.stop();
  });
});

describe('close codes', () => {
  test.each([1001, 1006, 1012, 1013, 4004, 4005, 4006])('given close %i then the phone comes back', async (code) => {
    const { session } = phone(server);
    await seconds(1);
    server.cut(code);
    await seconds(2);
    expect(server.dials).toBe(2);
    session.stop();
  });

  test.each([
    [1002, 'protocol_error'],
    [4000, 'bad_hello'],
    [4002, 'unknown_meeting'],
    [4003, 'protocol_version'],
    [4007, 'revoked'],
  ])('given close %i then the phone stays away and says %s', async (code, name) => {
    const { connections } = phone(server);
    await seconds(1);
    server.cut(code);
    await seconds(60);
    expect(server.dials).toBe(1);
    expect(connections[connections.length - 1]).toMatchObject({ kind: 'stopped', code: name });
  });

  test('given an unknown token then the join link is tried once, and then no more', async () => {
    const { connections } = phone(server, new FakeStorage(), {
      meeting: 'abcdefghij',
      credential: { kind: 'token', token },
      fallback: { kind: 'join', secret: 'AAAAAAAAAAAAAAAA', token },
    });
    await vi.advanceTimersByTimeAsync(11);
    server.cut(4001);
    await vi.advanceTimersByTimeAsync(11);
    server.cut(4001);
    await seconds(60);
    expect(server.dials).toBe(2);
    expect(connections[connections.length - 1]).toMatchObject({ kind: 'stopped', code: 'bad_credential' });
  });
});

describe('sections', () => {
  test('given a cut when the phone returns then it says its position and gets only what changed', async () => {
    server.set('item/1', { item: 1 });
    server.set('item/2', { item: 2 });
    const { session, view } = phone(server);
    await seconds(1);
    expect(view()).toEqual(server.snapshot());
    server.cut();
    server.set('item/3', { item: 3 });
    server.remove('item/1');
    await seconds(2);
    expect(server.hellos[1]?.positions).toEqual({ participant: { epoch: '1', seq: 2 } });
    expect(view()).toEqual({ 'item/2': { item: 2 }, 'item/3': { item: 3 } });
    session.stop();
  });

  test('given a first hello by link when it returns then the token alone says who it is', async () => {
    const { session } = phone(server);
    await seconds(1);
    server.cut();
    await seconds(2);
    expect(server.hellos[0]).toMatchObject({ credential: { kind: 'join', token } });
    expect(server.hellos[0]).not.toHaveProperty('meeting');
    expect(server.hellos[1]).toMatchObject({ meeting: 'abcdefghij', credential: { kind: 'token', token } });
    session.stop();
  });

  test('given a restarted server then the full view replaces what was there', async () => {
    server.set('item/1', { item: 1 });
    server.set('item/2', { item: 2 });
    const { session, view } = phone(server);
    await seconds(1);
    server.cut();
    server.remove('item/2');
    server.restart();
    await seconds(2);
    expect(view()).toEqual({ 'item/1': { item: 1 } });
    session.stop();
  });

  test('given forgotten removals then the full view takes away what is gone', async () => {
    server.set('item/1', { item: 1 });
    server.set('item/2', { item: 2 });
    const { session, view } = phone(server);
    await seconds(1);
    server.cut();
    server.remove('item/2');
    server.forgetRemovals();
    await seconds(2);
    expect(view()).toEqual({ 'item/1': { item: 1 } });
    session.stop();
  });

  test('given a reload then the last view is there at once, and is resumed', async () => {
    const storage = new FakeStorage();
    server.set('item/1', { item: 1 });
    const first = phone(server, storage);
    await seconds(1);
    first.session.stop();
    const second = phone(server, storage);
    expect(second.view()).toEqual({ 'item/1': { item: 1 } });
    await seconds(1);
    expect(server.hellos[1]?.positions).toEqual({ participant: { epoch: '1', seq: 1 } });
    second.session.stop();
  });

  test('given sections of the page then they stay until the connection has brought its own', async () => {
    server.set('item/1', { item: 1 });
    const { session, view } = phone(server);
    session.sections.seed('page', { agenda: { entries: [] } });
    await vi.advanceTimersByTimeAsync(25);
    expect(view()).toHaveProperty('agenda');
    await seconds(1);
    expect(view()).toEqual({ 'item/1': { item: 1 } });
    session.stop();
  });

  test('given another clock on the server then its time is told', async () => {
    const late = new FakeServer(() => Date.now() - 90_000);
    const { session } = phone(late);
    await seconds(1);
    expect(Math.abs(session.serverNow() - (Date.now() - 90_000))).toBeLessThanOrEqual(late.latencyMs);
    session.stop();
  });
});

describe('commands', () => {
  test('given 300 commands without network when it is back then each is done once, in order', async () => {
    server.away = true;
    const { session, settled } = phone(server);
    await seconds(1);
    for (let n = 0; n < 300; n += 1) void session.command(idea(n));
    expect(session.queue.length).toBe(300);
    server.away = false;
    await seconds(20);
    expect(server.done).toEqual(Array.from({ length: 300 }, (_, n) => idea(n)));
    expect(server.received).toHaveLength(300);
    expect(settled.every((answer) => answer.outcome.ok)).toBe(true);
    expect(session.queue.length).toBe(0);
    session.stop();
  });

  test('given many commands at once then at most 32 are unanswered', async () => {
    server.latencyMs = 200;
    const { session } = phone(server);
    await seconds(1);
    for (let n = 0; n < 100; n += 1) void session.command(idea(n));
    await vi.advanceTimersByTimeAsync(390);
    expect(server.received.length).toBeGreaterThan(0);
    expect(server.received.length).toBeLessThanOrEqual(32);
    await seconds(10);
    expect(server.done).toHaveLength(100);
    session.stop();
  });

  test('given a full queue then one more is refused in words and none is lost', async () => {
    server.away = true;
    const { session } = phone(server);
    for (let n = 0; n < mostQueued; n += 1) void session.command(idea(n));
    expect(await session.command(idea(-1))).toMatchObject({ ok: false, error: { code: 'too_many_unanswered' } });
    expect(session.queue.length).toBe(mostQueued);
    session.stop();
  });

  test('given a reload with unanswered commands then the new page sends them under the same ids', async () => {
    const storage = new FakeStorage();
    const first = phone(server, storage);
    await seconds(1);
    void first.session.command(idea(1));
    await vi.advanceTimersByTimeAsync(11);
    expect(server.done).toHaveLength(1);
    first.session.stop();
    const second = phone(server, storage);
    await seconds(1);
    expect(server.received.map((message) => message.id)).toEqual([server.received[0]?.id, server.received[0]?.id]);
    expect(server.done).toHaveLength(1);
    expect(second.settled).toHaveLength(1);
    expect(Array.from(storage.values.keys()).filter((key) => key.includes('queue'))).toEqual([]);
    second.session.stop();
  });

  test('given two pages of one phone then neither loses what the other queued', async () => {
    const storage = new FakeStorage();
    server.away = true;
    const one = phone(server, storage);
    const two = phone(server, storage);
    void one.session.command(idea(1));
    void two.session.command(idea(2));
    one.session.stop();
    two.session.stop();
    server.away = false;
    const third = phone(server, storage);
    await seconds(2);
    expect(server.done).toHaveLength(2);
    third.session.stop();
  });

  test('given storage that refuses then commands still arrive', async () => {
    const storage = new FakeStorage();
    storage.full = true;
    server.away = true;
    const { session } = phone(server, storage);
    for (let n = 0; n < 20; n += 1) void session.command(idea(n));
    server.away = false;
    await seconds(20);
    expect(server.done).toHaveLength(20);
    session.stop();
  });

  test.each(['outcome_unknown', 'storage_full', 'overloaded', 'internal'] as const)(
    'given %s then the same id is asked again until it is done',
    async (code) => {
      server.refuseNext = [code, code, code];
      const { session, settled } = phone(server);
      await seconds(1);
      void session.command(idea(1));
      await seconds(60);
      expect(new Set(server.received.map((message) => message.id)).size).toBe(1);
      expect(server.done).toHaveLength(1);
      expect(settled).toMatchObject([{ outcome: { ok: true } }]);
      session.stop();
    },
  );

  test('given a refusal then it is told once and not sent again', async () => {
    server.refuseNext = ['proposal_limit_reached'];
    const { session, settled } = phone(server);
    await seconds(1);
    const outcome = session.command(idea(1));
    await seconds(30);
    expect(await outcome).toEqual({ ok: false, error: { code: 'proposal_limit_reached' } });
    expect(settled).toHaveLength(1);
    expect(server.received).toHaveLength(1);
    session.stop();
  });

  test('given a wire that died in silence then the command finds another', async () => {
    const { session } = phone(server);
    await seconds(1);
    server.silence();
    void session.command(idea(1));
    await seconds(14);
    expect(server.done).toHaveLength(1);
    session.stop();
  });

  test('given a facilitator whose network was away for long then an unsent step is not taken late', async () => {
    server.away = true;
    const { session, settled } = phone(server, new FakeStorage(), { unsentExpiresMs: 20_000 });
    await seconds(1);
    void session.command({ type: 'next_item' });
    await seconds(40);
    server.away = false;
    await seconds(20);
    expect(server.received).toHaveLength(0);
    expect(settled).toMatchObject([{ outcome: { ok: false, error: { code: 'not_sent' } } }]);
    session.stop();
  });
});

describe('ballots', () => {
  test('given many presses without network then only the last of each box is sent', async () => {
    server.away = true;
    const { session } = phone(server);
    for (let n = 1; n <= 50; n += 1) {
      void session.castBallot(1, dots(n));
      void session.castBallot(2, dots(100 + n));
    }
    expect(session.queue.length).toBe(2);
    server.away = false;
    await seconds(5);
    expect(server.received).toHaveLength(2);
    expect(server.ballots.get(1)?.content).toBe(JSON.stringify(dots(50)));
    expect(server.ballots.get(2)?.content).toBe(JSON.stringify(dots(150)));
    session.stop();
  });

  test('given a ballot of an earlier load then the next revision is higher', async () => {
    const storage = new FakeStorage();
    const first = phone(server, storage);
    await seconds(1);
    void first.session.castBallot(1, dots(1));
    await seconds(1);
    first.session.stop();
    const second = phone(server, storage);
    await seconds(1);
    void second.session.castBallot(1, dots(2));
    await seconds(1);
    expect(server.ballots.get(1)).toEqual({ revision: 2, content: JSON.stringify(dots(2)) });
    second.session.stop();
  });

  test('given a phone that forgot everything then the section tells the revision to exceed', async () => {
    server.ballots.set(1, { revision: 41, content: 'before' });
    server.set('own_ballot/1', { box: 1, revision: 41 });
    const { session } = phone(server);
    await seconds(1);
    void session.castBallot(1, dots(3));
    await seconds(1);
    expect(server.ballots.get(1)?.revision).toBe(42);
    session.stop();
  });

  test('given a withdrawal after a ballot then the withdrawal stands', async () => {
    const { session } = phone(server);
    await seconds(1);
    void session.castBallot(1, dots(1));
    void session.withdrawBallot(1);
    await seconds(2);
    expect(server.ballots.get(1)).toEqual({ revision: 2, content: '' });
    session.stop();
  });

  test('given one box then every ballot of it carries the same tag, and another box another', async () => {
    const { session } = phone(server);
    await seconds(1);
    for (const box of [1, 1, 2]) {
      void session.castBallot(box, dots(1));
      await seconds(1);
    }
    const tags = server.received.map((message) => (message.command.type === 'cast_ballot' ? message.command.tag : ''));
    expect(tags[0]).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(tags[1]).toBe(tags[0]);
    expect(tags[2]).not.toBe(tags[0]);
    session.stop();
  });
});

describe('cut and return', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('given 50 cycles (seed %i) then nothing is lost or done twice', async (seed) => {
    const random = seeded(seed);
    const storage = new FakeStorage();
    let current = phone(server, storage, { random: seeded(seed + 100) });
    const wanted: Command[] = [];
    const lastPress = new Map<number, number>();
    let press = 0;
    for (let cycle = 0; cycle < 50; cycle += 1) {
      const steps = 1 + Math.floor(random() * 6);
      for (let step = 0; step < steps; step += 1) {
        if (random() < 0.5) {
          const command = idea(wanted.length);
          wanted.push(command);
          void current.session.command(command);
        } else {
          const box = 1 + Math.floor(random() * 3);
          press += 1;
          lastPress.set(box, press);
          void current.session.castBallot(box, dots(press));
        }
        if (random() < 0.6) server.set(`item/${1 + Math.floor(random() * 9)}`, { at: cycle, step });
        if (random() < 0.2) server.remove(`item/${1 + Math.floor(random() * 9)}`);
        // Anything from the middle of a flight to long after the answer.
        await vi.advanceTimersByTimeAsync(random() * 40);
      }
      const how = random();
      if (how < 0.15) server.restart();
      else if (how < 0.3) {
        current.session.stop();
        current = phone(server, storage, { random: seeded(seed + 200 + cycle) });
      } else if (how < 0.4) server.silence();
      else server.cut();
      if (random() < 0.1) server.forgetRemovals();
      await vi.advanceTimersByTimeAsync(random() * 3000);
    }
    await seconds(60);
    expect(current.session.queue.length).toBe(0);
    expect(server.done).toEqual(wanted);
    lastPress.forEach((value, box) => {
      expect(server.ballots.get(box)?.content).toBe(JSON.stringify(dots(value)));
    });
    expect(current.view()).toEqual(server.snapshot());
    current.session.stop();
  });
});
