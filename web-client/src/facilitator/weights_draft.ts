import type { BallotRule, GroupId, GroupWeights } from '@protocol/types';
import { Figures, figureText } from './draft_figures';

/** The weights of the groups as they are being written. */
export interface WeightsDraft {
  on: boolean;
  /** What stands in the field of each group; without anything it is one of the others. */
  groups: Record<GroupId, string>;
  others: string;
  visible: boolean;
}

const heaviest = 1000;

export function weightsDraftOf(rule: BallotRule | undefined): WeightsDraft {
  const weights = rule && rule.kind !== 'poll' ? rule.weights : undefined;
  const groups: Record<GroupId, string> = {};
  for (const one of weights?.groups ?? []) groups[one.group] = figureText(one.weight);
  return { on: weights !== undefined, groups, others: figureText(weights?.others ?? 1), visible: weights?.visible ?? false };
}

/** Undefined when all weigh alike. `known`: the groups of the meeting, in their order. */
export function weightsOf(draft: WeightsDraft, known: readonly GroupId[], figures: Figures): GroupWeights | undefined {
  if (!draft.on) return undefined;
  const listed = known.filter((group) => (draft.groups[group] ?? '').trim() !== '');
  if (listed.length === 0) figures.problems.weights = 'form.weights_needed';
  return {
    groups: listed.map((group) => ({ group, weight: figures.read('weights', draft.groups[group] ?? '', 1, heaviest) })),
    others: figures.read('weights', draft.others, 1, heaviest),
    visible: draft.visible,
  };
}
