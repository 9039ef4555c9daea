import type { Keep } from '../live/storage';
import { keyed, ownRows } from './own_rows';

/** Forgets the row that was cast with a slip which is gone: who holds it now may vote anew. */
export function dropRow(keep: Keep, box: number): void {
  const kept = ownRows(keep);
  const others = kept.filter((row) => row.box !== box);
  if (others.length < kept.length) keep.set(keyed, others);
}
