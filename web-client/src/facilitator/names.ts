import type { ItemKind, ItemState } from '@protocol/types';
import type { TextKey } from '../i18n/catalogue';

export const kindNames: Record<ItemKind, TextKey> = {
  info: 'kind.info',
  ideas: 'kind.ideas',
  dots: 'kind.dots',
  split: 'kind.split',
  fund: 'kind.fund',
  poll: 'kind.poll',
  discussion: 'kind.discussion',
  break: 'kind.break',
};

export const kindsInOrder: readonly ItemKind[] = ['info', 'ideas', 'dots', 'split', 'fund', 'poll', 'discussion', 'break'];

export const stateNames: Record<ItemState, TextKey> = {
  planned: 'item_state.planned',
  running: 'item_state.running',
  done: 'item_state.done',
  skipped: 'item_state.skipped',
  deferred: 'item_state.deferred',
};
