import type { MeetingSection } from '@protocol/sections';
import { inWords } from '../i18n/format';
import { inLanguage, t } from '../i18n/text.svelte';
import type { NextStep } from './next_step';

/** What is known around the step that its words depend on. */
export interface Around {
  meeting: MeetingSection;
  joined: number;
  turnout: { cast: number; entitled: number } | undefined;
  /** The shown result has a tie at its cut that nobody has settled. */
  tied: boolean;
}

/** The button: what happens when it is pressed. */
export function stepLabel(step: NextStep): string {
  switch (step.kind) {
    case 'add_items':
      return t('facilitator.step_add_items');
    case 'open_meeting':
      return t('facilitator.step_open_meeting');
    case 'start_meeting':
      return t('facilitator.step_start_meeting');
    case 'start_item':
      return step.settles ? t('facilitator.step_run_off') : t('facilitator.step_next_item');
    case 'complete_item':
      return t('facilitator.step_complete_item');
    case 'open_ballot':
      return step.round > 1 ? t('facilitator.step_open_round', { round: step.round }) : t('facilitator.step_open_ballot');
    case 'stop_ballot':
      return t('facilitator.step_stop_ballot');
    case 'show_result':
      return t('facilitator.step_show_result');
    case 'close_meeting':
      return t('facilitator.step_close_meeting');
    case 'publish':
      return t('facilitator.step_publish');
    case 'none':
      return '';
  }
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What follows from it, said before. */
export function stepNote(step: NextStep, { meeting, joined, turnout, tied }: Around): string {
  switch (step.kind) {
    case 'add_items':
      return t('facilitator.note_add_items');
    case 'open_meeting':
      return t('facilitator.note_open_meeting');
    case 'start_meeting':
      return t('facilitator.note_start_meeting', { n: joined, title: inLanguage(step.first.title).text });
    case 'start_item':
      return tied ? t('facilitator.note_tie') : t('facilitator.note_next_item', { title: inLanguage(step.next.title).text });
    case 'complete_item':
      return t('facilitator.note_complete_item');
    case 'open_ballot':
      return step.round > 1 ? t('facilitator.note_open_round') : t('facilitator.note_open_ballot');
    case 'stop_ballot': {
      const missing = turnout ? Math.max(0, turnout.entitled - turnout.cast) : 0;
      const who =
        missing === 0 ? t('facilitator.all_have_voted') : capital(t('facilitator.not_voted', { n: missing, count: inWords(missing) }));
      return `${who} ${t('facilitator.note_stop_ballot')}`;
    }
    case 'show_result':
      return t('facilitator.note_show_result');
    case 'close_meeting':
      if (tied) return t('facilitator.note_tie');
      return step.left.length > 0
        ? t('facilitator.note_close_left', { n: step.left.length })
        : t('facilitator.note_close_meeting');
    case 'publish':
      return meeting.rehearsal ? t('facilitator.rehearsal_stays') : t('facilitator.note_publish');
    case 'none':
      return '';
  }
}
