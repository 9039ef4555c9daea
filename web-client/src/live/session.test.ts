import { describe, expect, test, vi } from 'vitest';
import type { Command } from '@protocol/commands';
import { dots, eachWithServer, idea, phone, seconds, token } from './fake_phone';
import { FakeServer, FakeStorage, seeded } from './fake_server';

let server: FakeServer;
eachWithServer((fresh) => (server = fresh));

describe('hello', () => {
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

  test('given an unknown token then the join link is tried once, and then no more', async () => {
    const { connections } = phone(server);
    await seconds(1);
    server.cut();
    await seconds(2);
    expect(server.hellos[1]).toMatchObject({ credential: { kind: 'token' } });
    const before = server.dials;
    server.cut(4001);
    await vi.advanceTimersByTimeAsync(11);
    expect(server.dials).toBe(before + 1);
    server.cut(4001);
    await seconds(60);
    expect(server.dials).toBe(before + 1);
    expect(connections[connections.length - 1]).toMatchObject({ kind: 'stopped', code: 'bad_credential' });
  });

  test('given another clock on the server then its time is told', async () => {
    const late = new FakeServer(() => Date.now() - 90_000);
    const { session } = phone(late);
    await seconds(1);
    expect(Math.abs(session.serverNow() - (Date.now() - 90_000))).toBeLessThanOrEqual(late.latencyMs);
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
