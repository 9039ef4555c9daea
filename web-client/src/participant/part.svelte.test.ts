import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startText } from '../i18n/start';
import { Part } from './part.svelte';

const settings = { face: 'participant', language: 'sv', languages: [], parts: { ballots: '/assets/ballots.js' } };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', { getElementById: () => ({ textContent: JSON.stringify(settings) }), documentElement: {} });
  vi.stubGlobal('window', {});
  vi.stubGlobal('location', { search: '' });
  vi.stubGlobal('localStorage', { getItem: () => null });
  startText();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('given a network then a part is loaded once, however often it is wanted', async () => {
  const load = vi.fn(async () => ({ form: 1 }));
  const part = new Part('ballots', load);
  await Promise.all([part.want(), part.want()]);
  expect(await part.want()).toBe(true);
  expect(part.module).toEqual({ form: 1 });
  expect(load).toHaveBeenCalledTimes(1);
});

test('given no network then it says so, and tries again at another address until it comes', async () => {
  const asked: string[] = [];
  let isOnline = false;
  const part = new Part(
    'ballots',
    async (): Promise<object> => {
      throw new TypeError('offline');
    },
    async (path) => {
      asked.push(path);
      if (!isOnline) throw new TypeError('offline');
      return { form: 1 };
    },
  );
  expect(await part.want()).toBe(false);
  expect(part.failed).toBe(true);
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked).toEqual(['/assets/ballots.js?again=1']);
  isOnline = true;
  await vi.advanceTimersByTimeAsync(4000);
  expect(asked).toEqual(['/assets/ballots.js?again=1', '/assets/ballots.js?again=2']);
  expect(part.module).toEqual({ form: 1 });
  expect(part.failed).toBe(false);
});
