// How rows are dealt out over pages of the screen. Heights are whatever the caller measured in.

export interface Row {
  height: number;
  /** Rows beside each other with the same tie belong together. */
  tie?: number | undefined;
  /** Begins a page, whatever room is left: always, or if all since the last beginning stand on one. */
  begins?: 'always' | 'if_whole' | undefined;
}

/** The rows from `from` up to, not including, `to`. */
export interface Page {
  from: number;
  to: number;
}

/** More than this cannot be read from the back of a hall. */
export const mostRows = 8;

/**
 * Fills pages in order, none higher than `room` or longer than `most` rows. Tied rows stand on one
 * page whenever a page of their own would hold them. A row that is higher than a page has one to
 * itself, so no row is left out.
 */
export function pagesOf(rows: readonly Row[], room: number, most: number = mostRows): Page[] {
  const pages: Page[] = [];
  let from = 0;
  let used = 0;
  let begun = 0;

  const fits = (count: number, height: number, at: number) => at - from + count <= most && used + height <= room;
  const turn = (at: number) => {
    if (at > from) pages.push({ from, to: at });
    from = at;
    used = 0;
  };

  for (const tie of ties(rows)) {
    const height = sum(rows, tie);
    const count = tie.to - tie.from;
    const holdable = count <= most && height <= room;
    const begins = rows[tie.from]?.begins;
    if (begins === 'always' || (begins === 'if_whole' && from === begun)) {
      turn(tie.from);
      begun = tie.from;
    }
    if (holdable && !fits(count, height, tie.from)) turn(tie.from);
    for (let at = tie.from; at < tie.to; at += 1) {
      const own = rows[at]?.height ?? 0;
      if (!fits(1, own, at)) turn(at);
      used += own;
    }
  }
  turn(rows.length);
  return pages;
}

/** The fewest pages that the rows can take, at any size. */
export function fewestPages(rows: readonly Row[]): number {
  return rows.filter((row, at) => row.begins === 'always' && at > 0).length + 1;
}

/** The page that a row stands on. */
export function pageWith(pages: readonly Page[], row: number): number {
  return Math.max(0, pages.findIndex((page) => row < page.to));
}

/**
 * The largest of the scales (given from large to small) at which everything stands on one page, or
 * on no more than the fewest there can be; the smallest when none does.
 */
export function largestScale(scales: readonly number[], pageCount: (scale: number) => number, fewest = 1): number {
  const fitting = scales.find((scale) => pageCount(scale) <= fewest);
  return fitting ?? scales[scales.length - 1] ?? 1;
}

function ties(rows: readonly Row[]): Page[] {
  const groups: Page[] = [];
  rows.forEach((row, at) => {
    const last = groups[groups.length - 1];
    if (last && row.tie !== undefined && rows[at - 1]?.tie === row.tie) last.to = at + 1;
    else groups.push({ from: at, to: at + 1 });
  });
  return groups;
}

function sum(rows: readonly Row[], page: Page): number {
  return rows.slice(page.from, page.to).reduce((height, row) => height + row.height, 0);
}
