import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Ballot } from '@protocol/types';
import swedish from '../i18n/sv.json';
import { useText } from '../i18n/text.svelte';
import { FakeServer, FakeStorage } from './fake_server';
import { Live } from './live.svelte';
import { openKeep } from './storage';

const dots = (value: number): Ballot => ({ kind: 'dots', marks: [{ option: 1, value }] });
const token = 'AAAAAAAAAAAAAAAAAAAAAA';
const listeners = new Map<string, (event: object) => void>();
const page = { visibilityState: 'visible' };

let server: FakeServer;
let live: Live;

/** Reads through a $derived, as a component does, and collects what it saw. */
function watch<T>(read: () => T): { seen: T[]; stop: () => void } {
  const seen: T[] = [];
  const stop = $effect.root(() => {
    const value = $derived(read());
    $effect(() => {
      seen.push(value);
    });
  });
  flushSync();
  return { seen, stop };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
  useText('sv', swedish);
  const target = {
    addEventListener: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
    removeEventListener: (name: string) => listeners.delete(name),
  };
  vi.stubGlobal('window', target);
  vi.stubGlobal('document', { ...target, getElementById: () => null, get visibilityState() { return page.visibilityState; } });
  page.visibilityState = 'visible';
  server = new FakeServer();
  live = new Live({ keep: openKeep('abcdefghij', new FakeStorage()), credential: { kind: 'token', token }, connect: server.connect });
  live.start();
});
afterEach(() => {
  live.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('given a changed section then only who reads it is told', async () => {
  server.set('item/1', { n: 1 });
  server.set('item/2', { n: 1 });
  await vi.advanceTimersByTimeAsync(1000);
  const one = watch(() => live.sections['item/1']);
  const two = watch(() => live.sections['item/2']);
  server.set('item/1', { n: 2 });
  await vi.advanceTimersByTimeAsync(100);
  flushSync();
  expect(one.seen).toEqual([{ n: 1 }, { n: 2 }]);
  expect(two.seen).toEqual([{ n: 1 }]);
  one.stop();
  two.stop();
});

test('given presses without network then each is seen at once, and stays after its answer', async () => {
  await vi.advanceTimersByTimeAsync(100);
  server.set('own_ballot/1', { box: 1, revision: 0 });
  await vi.advanceTimersByTimeAsync(100);
  const own = watch(() => JSON.stringify(live.ownBallot(1)));
  server.away = true;
  server.cut();
  void live.castBallot(1, dots(1));
  flushSync();
  void live.castBallot(1, dots(2));
  flushSync();
  server.away = false;
  await vi.advanceTimersByTimeAsync(5000);
  flushSync();
  expect(server.ballots.get(1)?.content).toBe(JSON.stringify(dots(2)));
  const distinct = own.seen.filter((value, at) => value !== own.seen[at - 1]);
  expect(distinct).toEqual(['null', JSON.stringify(dots(1)), JSON.stringify(dots(2))]);
  own.stop();
});

test('given a page closed between the answer and its section then it opens again with what was saved', async () => {
  live.stop();
  const storage = new FakeStorage();
  const open = () =>
    new Live({ keep: openKeep('abcdefghij', storage), credential: { kind: 'token', token }, connect: server.connect, keepSections: true });
  live = open();
  live.start();
  server.set('own_ballot/1', { box: 1, revision: 0 });
  await vi.advanceTimersByTimeAsync(1000);
  await Promise.all([live.castBallot(1, dots(2)), vi.advanceTimersByTimeAsync(1000)]);
  live.stop();
  server.away = true;
  live = open();
  live.start();
  await vi.advanceTimersByTimeAsync(1000);
  expect(live.ownBallot(1)).toEqual(dots(2));
  server.away = false;
  server.set('own_ballot/1', { box: 1, revision: 5, ballot: dots(4) });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(live.ownBallot(1)).toEqual(dots(4));
});

test('given an answer in time then nothing is said to wait; given none then it is; and saved only after the answer', async () => {
  await vi.advanceTimersByTimeAsync(100);
  const state = watch(() => live.saveState().kind);
  void live.castBallot(1, dots(1));
  await vi.advanceTimersByTimeAsync(100);
  flushSync();
  server.latencyMs = 2000;
  void live.castBallot(1, dots(2));
  await vi.advanceTimersByTimeAsync(2500);
  flushSync();
  await vi.advanceTimersByTimeAsync(5000);
  flushSync();
  const distinct = state.seen.filter((value, at) => value !== state.seen[at - 1]);
  expect(distinct).toEqual(['none', 'saved', 'none', 'waiting', 'saved']);
  state.stop();
});

test('given a refusal then the chip says why until the same succeeds', async () => {
  await vi.advanceTimersByTimeAsync(100);
  server.refuseNext = ['box_not_open'];
  void live.castBallot(1, dots(1));
  await vi.advanceTimersByTimeAsync(100);
  expect(live.saveState()).toEqual({ kind: 'refused', reason: swedish['error.box_not_open'] });
  expect(live.ownBallot(1)).toBeNull();
  void live.castBallot(1, dots(2));
  await vi.advanceTimersByTimeAsync(100);
  expect(live.saveState()).toEqual({ kind: 'saved' });
});

test('given a phone that slept ten minutes on a dead wire then it is back at once', async () => {
  await vi.advanceTimersByTimeAsync(100);
  page.visibilityState = 'hidden';
  listeners.get('visibilitychange')?.({});
  server.silence();
  server.set('item/1', { n: 1 });
  await vi.advanceTimersByTimeAsync(600_000);
  page.visibilityState = 'visible';
  listeners.get('visibilitychange')?.({});
  await vi.advanceTimersByTimeAsync(100);
  expect(live.sections['item/1']).toEqual({ n: 1 });
});

test('given a page that was frozen in sight on a dead wire then it is back when it thaws', async () => {
  await vi.advanceTimersByTimeAsync(100);
  server.silence();
  server.set('item/1', { n: 1 });
  listeners.get('resume')?.({});
  await vi.advanceTimersByTimeAsync(100);
  expect(live.sections['item/1']).toEqual({ n: 1 });
});

test('given a network that came back during a long delay then the phone does not wait for it', async () => {
  server.away = true;
  server.cut();
  await vi.advanceTimersByTimeAsync(120_000);
  server.away = false;
  listeners.get('online')?.({});
  await vi.advanceTimersByTimeAsync(100);
  expect(live.connection).toEqual({ kind: 'live' });
});

test('given a scope set aside then its sections do not mix with the others', async () => {
  live.stop();
  live = new Live({
    keep: openKeep('other', new FakeStorage()),
    credential: { kind: 'token', token },
    connect: server.connect,
    aside: [server.scope],
  });
  live.start();
  server.set('item/1', { n: 1 });
  await vi.advanceTimersByTimeAsync(1000);
  expect(live.sections['item/1']).toBeUndefined();
  expect(live.aside(server.scope)['item/1']).toEqual({ n: 1 });
  expect(Object.keys(live.aside(server.scope))).toEqual(['item/1']);
});
