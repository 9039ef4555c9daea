import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PageTurner } from './page_turner.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('turning pages', () => {
  test('given several pages then they turn every ten seconds and begin again', () => {
    const turner = new PageTurner();
    turner.show('result 1', 2);
    vi.advanceTimersByTime(9_999);
    expect(turner.page).toBe(0);
    vi.advanceTimersByTime(1);
    expect(turner.page).toBe(1);
    vi.advanceTimersByTime(10_000);
    expect(turner.page).toBe(0);
  });

  test('given a pause then nothing turns until it ends', () => {
    const turner = new PageTurner();
    turner.show('a', 3);
    turner.pause(true);
    vi.advanceTimersByTime(60_000);
    expect(turner.page).toBe(0);
    turner.turn(1);
    vi.advanceTimersByTime(60_000);
    expect(turner.page).toBe(1);
    turner.pause(false);
    vi.advanceTimersByTime(10_000);
    expect(turner.page).toBe(2);
  });

  test('given an arrow key then the page has its ten seconds again', () => {
    const turner = new PageTurner();
    turner.show('a', 3);
    vi.advanceTimersByTime(8_000);
    turner.turn(1);
    vi.advanceTimersByTime(8_000);
    expect(turner.page).toBe(1);
    turner.turn(-1);
    turner.turn(-1);
    expect(turner.page).toBe(2);
  });

  test('given other content then it begins at its first page', () => {
    const turner = new PageTurner();
    turner.show('a', 3);
    turner.turn(2);
    turner.show('b', 3);
    expect(turner.page).toBe(0);
  });

  test('given the same content with fewer pages then the place is kept as far as it goes', () => {
    const turner = new PageTurner();
    turner.show('a', 4);
    turner.turn(3);
    turner.show('a', 3);
    expect(turner.page).toBe(2);
    turner.show('a', 0);
    expect([turner.page, turner.count]).toEqual([0, 1]);
  });

  test('given the same content measured again all the time then pages turn as they would', () => {
    const turner = new PageTurner();
    for (let second = 0; second < 11; second += 1) {
      turner.show('a', 3);
      vi.advanceTimersByTime(1_000);
    }
    expect(turner.page).toBe(1);
  });

  test('given one page then no timer runs', () => {
    const turner = new PageTurner();
    turner.show('a', 1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
