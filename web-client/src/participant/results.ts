// Results, and one's own ballot once it can no longer be changed: loaded when the vote is stopped.
export { default as OwnBallot } from '../ballot/OwnBallot.svelte';
export { default as ResultView } from '../ballot/ResultView.svelte';
