import { describe, expect, test } from 'vitest';
import { eachWithServer, phone, seconds } from './fake_phone';
import type { FakeServer } from './fake_server';
import { backOff, delayBefore } from './socket';

let server: FakeServer;
eachWithServer((fresh) => (server = fresh));

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
});
