import { describe, expect, it } from 'vitest';
import type { Ledger } from '@protocol/types';
import { Figures } from './draft_figures';
import { ledgerDraftOf, ledgerOf, ledgerSum } from './ledger_draft';

const ledger: Ledger = {
  lines: [
    { kind: 'operations', title: { sv: 'Vägar' }, amount: 900 },
    { kind: 'development', title: { sv: 'Årets' }, amount: 600 },
    { kind: 'left_over', title: { sv: 'Kvar' }, amount: 50 },
    { kind: 'committed', title: { sv: 'Bryggan' }, amount: 200 },
  ],
};
const pot = (amount: number) => ({ item: 3, title: { sv: 'P' }, pot: amount });

describe('the ledger as it is written', () => {
  it('is given back, and without a line is none', () => {
    expect(ledgerOf(ledgerDraftOf(ledger), new Figures())).toEqual(ledger);
    expect(ledgerOf(ledgerDraftOf(undefined), new Figures())).toBeUndefined();
  });
  it('needs a title and whole kronor in each line', () => {
    for (const bad of [{ title: { sv: ' ' } }, { amount: '1,5' }, { amount: '' }]) {
      const figures = new Figures();
      ledgerOf(ledgerDraftOf(ledger).map((line, at) => (at === 1 ? { ...line, ...bad } : line)), figures);
      expect(figures.problems).toEqual({ ledger: 'form.ledger_line_needed' });
    }
  });
  it('is free for what is neither bound nor promised, and tells when the pots are beyond it', () => {
    const drafts = ledgerDraftOf(ledger);
    expect(ledgerSum(drafts, [pot(450)])).toEqual({ lines: ledger.lines, free: 450, pots: [pot(450)] });
    expect(ledgerSum(drafts, [pot(300), pot(151)]).beyond).toBe(1);
    expect(ledgerSum(drafts.map((line) => (line.kind === 'development' ? { ...line, amount: 'sex' } : line)), []).free).toBe(0);
  });
});
