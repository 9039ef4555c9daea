import type { AgendaEntry, AgendaSection, BoxSection, ItemSection, MeetingSection } from '@protocol/sections';
import type { BoxId, ItemDefinition, ItemId, ItemKind } from '@protocol/types';

/** What the facilitator's sections say that the next step follows from. */
export interface Standing {
  meeting: MeetingSection;
  agenda: AgendaSection;
  /** The running item, and its newest box. */
  item?: ItemSection | undefined;
  box?: BoxSection | undefined;
  /** Where the meeting was when no item is running (the last one was skipped): the item that
   *  started last. */
  last?: ItemId | undefined;
  /** The vote that settles the tie of the shown result. */
  runOff?: ItemId | undefined;
}

/** The one obvious next step. */
export type NextStep =
  | { kind: 'add_items' }
  | { kind: 'open_meeting' }
  | { kind: 'start_meeting'; first: AgendaEntry }
  /** `settles`: it is the vote that settles a tie of the running one. */
  | { kind: 'start_item'; next: AgendaEntry; settles?: true }
  /** The running item lacks its rule or its options. */
  | { kind: 'complete_item'; item: ItemId }
  | { kind: 'open_ballot'; item: ItemId; round: number }
  | { kind: 'stop_ballot'; box: BoxId }
  | { kind: 'show_result'; box: BoxId }
  /** `left`: planned items that nobody came to. */
  | { kind: 'close_meeting'; left: readonly AgendaEntry[] }
  | { kind: 'publish' }
  | { kind: 'none' };

export function isVoting(kind: ItemKind): boolean {
  return kind === 'dots' || kind === 'split' || kind === 'fund' || kind === 'poll';
}

/** Whether a lot may have to decide: projects are funded, or dots have a cut. */
export function needsLot({ rule, options }: ItemDefinition): boolean {
  if (!rule || !options || options.length === 0) return false;
  return rule.kind === 'fund' || (rule.kind === 'dots' && rule.top !== undefined);
}

/** Whether a box can open: the server says the same, but this way it is said before the press. */
export function isComplete({ definition }: ItemSection): boolean {
  const { rule, options } = definition;
  if (!rule) return false;
  const fewest = rule.kind !== 'poll' ? 1 : rule.form === 'scale' ? 0 : 2;
  if (rule.kind === 'fund' && (options ?? []).some((option) => option.cost === undefined)) return false;
  return (options?.length ?? 0) >= fewest;
}

/** The planned item after `from`, in the order of the agenda; from the top without it. */
export function plannedAfter(agenda: AgendaSection, from: ItemId | undefined): AgendaEntry | undefined {
  const at = agenda.entries.findIndex((entry) => entry.item === from);
  return agenda.entries.slice(at + 1).find((entry) => entry.state === 'planned');
}

export function nextStep(standing: Standing): NextStep {
  const { meeting, agenda, item, box } = standing;
  const first = plannedAfter(agenda, undefined);
  switch (meeting.phase) {
    case 'draft':
      return first ? { kind: 'open_meeting' } : { kind: 'add_items' };
    case 'open':
      return first ? { kind: 'start_meeting', first } : { kind: 'add_items' };
    case 'closed':
      return meeting.publication === 'unpublished' ? { kind: 'publish' } : { kind: 'none' };
    case 'live':
      break;
  }
  if (item && isVoting(item.definition.kind)) {
    const onBallot = ballotStep(item, box);
    if (onBallot) return onBallot;
  }
  const next = plannedAfter(agenda, agenda.current ?? standing.last);
  if (next) return next.item === standing.runOff ? { kind: 'start_item', next, settles: true } : { kind: 'start_item', next };
  return { kind: 'close_meeting', left: agenda.entries.filter((entry) => entry.state === 'planned') };
}

function ballotStep(item: ItemSection, box: BoxSection | undefined): NextStep | undefined {
  if (!box || box.state === 'void') {
    return isComplete(item)
      ? { kind: 'open_ballot', item: item.item, round: item.rounds.length + 1 }
      : { kind: 'complete_item', item: item.item };
  }
  if (box.state === 'open') return { kind: 'stop_ballot', box: box.box };
  if (box.state === 'stopped' || box.state === 'sealed') return { kind: 'show_result', box: box.box };
  return undefined;
}

/** Two steps are the same when pressing the one or the other does the same. */
export function sameStep(a: NextStep, b: NextStep): boolean {
  return stepKey(a) === stepKey(b);
}

export function stepKey(step: NextStep): string {
  switch (step.kind) {
    case 'start_item':
      return `${step.kind} ${step.next.item}`;
    case 'complete_item':
    case 'open_ballot':
      return `${step.kind} ${step.item}`;
    case 'stop_ballot':
    case 'show_result':
      return `${step.kind} ${step.box}`;
    default:
      return step.kind;
  }
}
