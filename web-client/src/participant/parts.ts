// What several parts use comes with the page, so that a part is a single request.
import '../ballot/fund_choice';
import '../ui/MoneyBar.svelte';
import { Part } from './part.svelte';

// What a first visit to a vote with dots does without. Each has the name of its file.
export const ballots = new Part('ballots', () => import('./ballots'));
export const results = new Part('results', () => import('./results'));
export const ideas = new Part('IdeasItem', () => import('./IdeasItem.svelte'));
export const slips = new Part('SlipNote', () => import('./SlipNote.svelte'));
export const closings = new Part('Closed', () => import('./Closed.svelte'));
export const ledgers = new Part('LedgerView', () => import('../ledger/LedgerView.svelte'));

/** Once the phone is in and quiet: what a later item needs is then there when the item comes, also on
 *  a line that has become slow or has gone. One at a time, so as not to stand in a vote's way. */
export async function loadAhead(): Promise<void> {
  for (const part of [ballots, results, ideas, slips, closings, ledgers]) await part.want();
}
