/** What the state chip says about what a person has done here. */
export type SaveState =
  | { kind: 'none' }
  | { kind: 'saved' }
  /** `count` commands wait to be sent or answered. */
  | { kind: 'waiting'; count: number }
  /** The voting slip left this phone before the answer came. */
  | { kind: 'uncertain' }
  /** `reason` is a text in the shown language. */
  | { kind: 'refused'; reason: string };
