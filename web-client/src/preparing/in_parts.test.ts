import { describe, expect, it } from 'vitest';
import type { Outcome } from '../live/queue';
import { inParts, sendInParts } from './in_parts';

describe('rows in parts', () => {
  it('keep their order and never exceed a message, unless one row alone does', () => {
    const rows = ['a'.repeat(40), 'b'.repeat(40), 'ö'.repeat(40), 'd', 'e'.repeat(200)];
    const parts = inParts(rows, 100);
    expect(parts).toEqual([[rows[0], rows[1]], [rows[2], rows[3]], [rows[4]]]);
    expect(inParts([], 100)).toEqual([]);
  });
  it('stop at the first that is refused', async () => {
    const sent: string[][] = [];
    const big = 'x'.repeat(30_000);
    const outcome = await sendInParts([big, big, big], (part): Promise<Outcome> => {
      sent.push(part);
      return Promise.resolve(sent.length === 2 ? { ok: false, error: { code: 'too_many_items' } } : { ok: true, answer: {} });
    });
    expect(outcome).toEqual({ ok: false, error: { code: 'too_many_items' } });
    expect(sent).toHaveLength(2);
  });
});
