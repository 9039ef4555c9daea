import type { Credential } from '@protocol/messages';
import type { MeetingSection } from '@protocol/sections';
import { readBlock } from '../i18n/start';
import { randomToken } from '../live/random';
import { openKeep, type Keep } from '../live/storage';
import { readVotingCode } from '../slips/voting_code';
import { rememberMeeting } from './been_in';

/** How this page was opened, and so how it may come in. */
export type Entry =
  /** Nothing is known yet: the code has to be typed. `slip`: it came with the link of a slip. */
  | { kind: 'code'; wrongLink: boolean; slip?: string }
  | { kind: 'hall'; meeting: string; keep: Keep; credential: Credential; slip?: string };

function tokenOf(keep: Keep): string {
  const known = keep.get<string>('token');
  if (known) return known;
  const token = randomToken();
  keep.set('token', token);
  return token;
}

/** The phone keeps one token for each meeting, so that coming in again is the same participant.
 *  `slip`: the code that it came in by, to vote with. */
export function hall(meeting: string, secret?: string, slip?: string): Entry {
  const keep = openKeep(meeting);
  const token = tokenOf(keep);
  rememberMeeting(meeting);
  if (secret !== undefined) return { kind: 'hall', meeting, keep, credential: { kind: 'join', secret, token } };
  return { kind: 'hall', meeting, keep, credential: { kind: 'token', token }, ...(slip !== undefined ? { slip } : {}) };
}

/** The code of a slip whose link was opened. It is taken out of the address at once. */
export function slipOf(path: string, hash: string): string | undefined {
  const slip = path === '/' ? readVotingCode(hash.slice(1)) : undefined;
  if (slip !== undefined) history.replaceState(history.state, '', path + location.search);
  return slip;
}

export function entryOf(path: string, hash = ''): Entry {
  const slip = slipOf(path, hash);
  if (slip !== undefined) return { kind: 'code', wrongLink: false, slip };
  const link = /^\/M\/([A-Z2-9]{16})$/i.exec(path);
  if (link?.[1]) {
    const front = readBlock<{ meeting?: MeetingSection }>('torg-sections')?.meeting;
    if (!front) return { kind: 'code', wrongLink: true };
    return hall(front.meeting, link[1].toUpperCase());
  }
  const known = /^\/m\/([a-z0-9]{10})$/.exec(path);
  if (known?.[1]) return hall(known[1]);
  return { kind: 'code', wrongLink: path !== '/' };
}

/** Takes the secret of the link out of the address: what is copied from there lets nobody in. */
export function hideSecret(meeting: string): void {
  history.replaceState(history.state, '', `/m/${meeting}${location.search}`);
}
