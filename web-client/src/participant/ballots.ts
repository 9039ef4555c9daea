// Every vote but the one with dots: loaded when such an item comes.
export { default as BallotForm } from './BallotForm.svelte';
export { default as BallotPot } from './BallotPot.svelte';
export { default as RuleTerms } from '../ballot/RuleTerms.svelte';
export { default as RuleText } from '../ballot/RuleText.svelte';
export { leftWords } from './left_words';
