import { describe, expect, test } from 'vitest';
import { fewestPages, largestScale, pagesOf, pageWith, type Row } from './paging';

const plain = (count: number, height = 10): Row[] => Array.from({ length: count }, () => ({ height }));
/** Rows of height 10 by rank: ranked(1, 2, 2, 4). */
const ranked = (...ranks: number[]): Row[] => ranks.map((tie) => ({ height: 10, tie }));
const shape = (rows: Row[], room: number, most?: number) => pagesOf(rows, room, most).map((page) => page.to - page.from);

describe('pages', () => {
  test('given no rows then there is no page', () => {
    expect(pagesOf([], 100)).toEqual([]);
  });

  test('given room for all then never more than eight stand on a page', () => {
    expect(shape(plain(8), 1000)).toEqual([8]);
    expect(shape(plain(9), 1000)).toEqual([8, 1]);
    expect(shape(plain(20), 1000)).toEqual([8, 8, 4]);
  });

  test('given little room then height decides', () => {
    expect(shape(plain(7), 35)).toEqual([3, 3, 1]);
    expect(shape(plain(6), 30)).toEqual([3, 3]);
  });

  test('given rows of several lines then a page holds as many as its height allows', () => {
    expect(shape([{ height: 30 }, { height: 10 }, { height: 20 }, { height: 10 }], 40)).toEqual([2, 2]);
  });

  test('given a row that begins a page then it does, and the pages cannot be fewer', () => {
    const rows: Row[] = [{ height: 10, begins: 'always' }, { height: 10 }, { height: 10, begins: 'always' }, { height: 10 }, { height: 10 }];
    expect(shape(rows, 100)).toEqual([2, 3]);
    expect(shape(rows, 20)).toEqual([2, 2, 1]);
    expect(fewestPages(rows)).toBe(2);
    expect(largestScale([2, 1], (scale) => pagesOf(rows, 60 / scale).length, fewestPages(rows))).toBe(2);
  });

  test('given a row that begins a page if those before it fill no more than one, then it does only then', () => {
    const rows: Row[] = [...plain(3), { height: 10, begins: 'if_whole' }, ...plain(2)];
    expect(shape(rows, 40)).toEqual([3, 3]);
    expect(shape(rows, 20)).toEqual([2, 2, 2]);
  });

  test('given a tie over the end of a page then all of it moves to the next', () => {
    expect(shape(ranked(1, 2, 3, 4, 5, 6, 7, 8, 8), 1000)).toEqual([7, 2]);
    expect(shape(ranked(1, 2, 2, 2, 5, 5, 7, 7, 9), 1000)).toEqual([8, 1]);
  });

  test('given a tie that would not fit by height then all of it moves too', () => {
    expect(shape(ranked(1, 2, 2, 2), 30)).toEqual([1, 3]);
  });

  test('given a tie of more than eight then it is split, and begins where there is room', () => {
    expect(shape(ranked(1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2), 1000)).toEqual([8, 3]);
  });

  test('given a tie too high for any page then it is split', () => {
    expect(shape(ranked(1, 2, 2, 2, 2), 30)).toEqual([3, 2]);
  });

  test('given equal ranks that are not beside each other then they are not one tie', () => {
    expect(shape(ranked(1, 2, 1, 2, 1, 2), 20)).toEqual([2, 2, 2]);
  });

  test('given a row higher than the page then it has a page of its own and none is lost', () => {
    const rows = [{ height: 10 }, { height: 90 }, { height: 10 }];
    expect(pagesOf(rows, 40)).toEqual([{ from: 0, to: 1 }, { from: 1, to: 2 }, { from: 2, to: 3 }]);
  });

  test.each(Array.from({ length: 40 }, (_, seed) => seed))('given any rows (%i) then each stands on exactly one page, in order', (seed) => {
    let state = seed + 1;
    const random = (below: number) => (state = (state * 48271) % 2147483647) % below;
    let rank = 1;
    const rows = Array.from({ length: random(40) }, (_, at) => {
      if (random(3) === 0) rank = at + 1;
      return { height: 5 + random(30), tie: rank };
    });
    const room = 40 + random(150);
    const pages = pagesOf(rows, room);
    expect(pages.reduce((at, page) => (expect(page.from).toBe(at), page.to), 0)).toBe(rows.length);
    for (const page of pages) {
      const height = rows.slice(page.from, page.to).reduce((sum, row) => sum + row.height, 0);
      expect(page.to - page.from).toBeLessThanOrEqual(8);
      expect(page.to - page.from).toBeGreaterThan(0);
      expect(height <= room || page.to - page.from === 1).toBe(true);
      const before = rows[page.from - 1];
      if (!before || before.tie !== rows[page.from]?.tie) continue;
      const tied = rows.filter((row) => row.tie === before.tie);
      const holdable = tied.length <= 8 && tied.reduce((sum, row) => sum + row.height, 0) <= room;
      expect(holdable).toBe(false);
    }
  });
});

test('given a row then its page is found', () => {
  const pages = pagesOf(plain(20), 1000);
  expect([0, 7, 8, 19].map((row) => pageWith(pages, row))).toEqual([0, 0, 1, 2]);
  expect(pageWith([], 0)).toBe(0);
});

describe('scale', () => {
  test('given room then rows grow as far as one page holds them', () => {
    expect(largestScale([1.5, 1.2, 1], (scale) => (scale > 1.3 ? 2 : 1))).toBe(1.2);
    expect(largestScale([1.5, 1.2, 1], () => 1)).toBe(1.5);
  });

  test('given several pages anyway then they are as full as can be', () => {
    expect(largestScale([1.5, 1.2, 1], () => 3)).toBe(1);
  });
});
