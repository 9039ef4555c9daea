import type { LedgerPot, LedgerSection } from '@protocol/sections';
import type { LedgerLine, LedgerLineKind } from '@protocol/types';

/** What the money is bound to: to keep things going, promised already, or nothing yet. */
export type LedgerPart = 'operations' | 'committed' | 'free';

const kinds: readonly LedgerLineKind[] = ['operations', 'development', 'left_over', 'committed'];

/** The lines of one kind and their sum, in the order in which a ledger is read. */
export interface LedgerGroup {
  kind: LedgerLineKind;
  lines: LedgerLine[];
  sum: number;
}

export function ledgerGroups(ledger: LedgerSection): LedgerGroup[] {
  return kinds
    .map((kind) => {
      const lines = ledger.lines.filter((line) => line.kind === kind);
      return { kind, lines, sum: lines.reduce((sum, line) => sum + line.amount, 0) };
    })
    .filter((group) => group.lines.length > 0);
}

/** The whole as one bar: what is bound, what is promised and what is free, without what is 0. */
export function ledgerParts(ledger: LedgerSection): { part: LedgerPart; amount: number }[] {
  const sumOf = (kind: LedgerLineKind) => ledgerGroups(ledger).find((group) => group.kind === kind)?.sum ?? 0;
  const parts: { part: LedgerPart; amount: number }[] = [
    { part: 'operations', amount: sumOf('operations') },
    { part: 'committed', amount: sumOf('committed') },
    { part: 'free', amount: ledger.free },
  ];
  return parts.filter(({ amount }) => amount > 0);
}

/** What a pot left over, once its result is shown. */
export function leftOf(pot: LedgerPot): number | undefined {
  return pot.spent === undefined ? undefined : pot.pot - pot.spent;
}
