// What several parts use comes with the page, so that a part is a single request.
import '../ballot/fund_choice';
import '../ui/MoneyBar.svelte';
import { Part } from './part.svelte';

// What a first visit to a vote with dots does without. Each has the name of its file.
export const ballots = new Part('ballots', () => import('./ballots'));
export const results = new Part('results', () => import('./results'));
export const ideas = new Part('IdeasItem', () => import('./IdeasItem.svelte'));
export const ledgers = new Part('LedgerView', () => import('../ledger/LedgerView.svelte'));
