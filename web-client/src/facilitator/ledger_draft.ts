import type { LedgerPot, LedgerSection } from '@protocol/sections';
import type { Ledger, LedgerLine, LedgerLineKind, Text } from '@protocol/types';
import { Figures, figureText, mostKronor } from './draft_figures';
import { readWhole } from '../preparing/spreadsheet';
import { written } from './written_text';

/** A line of the money ledger as it is being written. */
export interface LedgerLineDraft {
  kind: LedgerLineKind;
  title: Text;
  amount: string;
}

export function ledgerDraftOf(ledger: Ledger | undefined): LedgerLineDraft[] {
  return (ledger?.lines ?? []).map((line) => ({ kind: line.kind, title: { ...line.title }, amount: figureText(line.amount) }));
}

/** Undefined without a line. */
export function ledgerOf(drafts: readonly LedgerLineDraft[], figures: Figures): Ledger | undefined {
  if (drafts.length === 0) return undefined;
  const lines = drafts.map((draft): LedgerLine => {
    const title = written(draft.title);
    const amount = readWhole(draft.amount);
    if (!title || amount === undefined || amount > mostKronor) figures.problems.ledger = 'form.ledger_line_needed';
    return { kind: draft.kind, title: title ?? {}, amount: amount ?? 0 };
  });
  return { lines };
}

/** What the lines come to while they are being written, as the server will say it; what is not yet a
 *  number counts as nothing. */
export function ledgerSum(drafts: readonly LedgerLineDraft[], pots: readonly LedgerPot[]): LedgerSection {
  const lines = drafts.map((draft): LedgerLine => ({ kind: draft.kind, title: draft.title, amount: readWhole(draft.amount) ?? 0 }));
  const signs: Record<LedgerLineKind, number> = { operations: 0, development: 1, left_over: 1, committed: -1 };
  const free = Math.max(0, lines.reduce((sum, line) => sum + signs[line.kind] * line.amount, 0));
  const beyond = pots.reduce((sum, one) => sum + one.pot, 0) - free;
  return { lines, free, pots: pots.slice(), ...(beyond > 0 ? { beyond } : {}) };
}
