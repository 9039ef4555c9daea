import type { ItemId } from '@protocol/types';

/** What of the meeting is being prepared. */
export type Chapter =
  /** `item`: its form is open. `adding`: the form of a new one is. */
  | { kind: 'agenda'; item?: ItemId; adding?: boolean }
  | { kind: 'proposals' }
  | { kind: 'groups' }
  | { kind: 'slips' }
  | { kind: 'meeting' };
