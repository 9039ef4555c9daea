import type { BallotRule, GroupId, ItemDefinition } from '@protocol/types';
import type { Failure } from '../live/queue';

/** The group that is too small to be weighed; undefined for those whose group is not listed. */
export interface SmallClass {
  group: GroupId | undefined;
}

/** Read from the refusal to open a ballot, whose field names the weight. */
export function smallClassOf(failure: Failure | undefined, rule: BallotRule | undefined): SmallClass | undefined {
  if (failure?.code !== 'class_too_small') return undefined;
  const place = /\.groups\.(\d+)/.exec(failure.field ?? '')?.[1];
  const weights = rule && rule.kind !== 'poll' ? rule.weights : undefined;
  return { group: place === undefined ? undefined : weights?.groups[Number(place)]?.group };
}

/** The item with every ballot weighing the same. */
export function weighingAlike(definition: ItemDefinition): ItemDefinition {
  const { rule } = definition;
  if (!rule || rule.kind === 'poll') return definition;
  const { weights: _, ...alike } = rule;
  return { ...definition, rule: alike };
}

/** The item with ballots that show their group. */
export function showingGroups(definition: ItemDefinition): ItemDefinition {
  const { rule } = definition;
  if (!rule || rule.kind === 'poll' || !rule.weights) return definition;
  return { ...definition, rule: { ...rule, weights: { ...rule.weights, visible: true } } };
}
