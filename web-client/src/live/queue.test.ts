import { describe, expect, test, vi } from 'vitest';
import { dots, eachWithServer, idea, phone, seconds } from './fake_phone';
import { FakeStorage, type FakeServer } from './fake_server';
import { mostQueued } from './queue';

let server: FakeServer;
eachWithServer((fresh) => (server = fresh));

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

  test('given two slips on one phone then their ballots have nothing in common', async () => {
    server.set('box/1', { box: 1, electorate: 'codes' });
    server.set('me', { participant: 1, seat: 7 });
    const { session } = phone(server);
    await seconds(1);
    void session.castBallot(1, dots(1));
    await seconds(1);
    server.set('me', { participant: 1, seat: 8 });
    await seconds(1);
    expect(session.waitingBallot(1)).toBeUndefined();
    void session.castBallot(1, dots(2));
    await seconds(1);
    const tags = server.received.map((message) => (message.command.type === 'cast_ballot' ? message.command.tag : ''));
    expect(tags[0]).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(tags[1]).not.toBe(tags[0]);
    session.stop();
  });

  test('given a slip taken while a ballot waits then the ballot is cast before, and not replaced', async () => {
    server.set('box/1', { box: 1, electorate: 'codes' });
    server.set('me', { participant: 1, seat: 7 });
    const { session } = phone(server);
    await seconds(1);
    server.away = true;
    await seconds(1);
    void session.castBallot(1, dots(1));
    void session.command({ type: 'take_voting_code', code: 'K7QD3MXF9TRA' });
    expect(session.queue.takesSlip).toBe(true);
    server.away = false;
    await seconds(10);
    expect(server.received.map((message) => message.command.type)).toEqual(['cast_ballot', 'take_voting_code']);
    expect(session.queue.takesSlip).toBe(false);
    session.stop();
  });
});
