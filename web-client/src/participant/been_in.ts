import { openKeep, type Backing } from '../live/storage';

/** The most that a hello by code may bring. */
const mostKept = 8;
const key = 'meetings';

function meetings(backing?: Backing): string[] {
  const kept = openKeep('joining', backing).get<unknown>(key);
  return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string') : [];
}

/** The phone has been in this meeting: it comes first among those that are remembered. */
export function rememberMeeting(meeting: string, backing?: Backing): void {
  const others = meetings(backing).filter((one) => one !== meeting);
  openKeep('joining', backing).set(key, [meeting, ...others].slice(0, mostKept));
}

/** The tokens of the meetings that this phone has been in, the newest first. Whoever types a code
 *  brings them, to stay one participant in a meeting that was entered by its link before. */
export function keptTokens(backing?: Backing): string[] {
  return meetings(backing)
    .map((meeting) => openKeep(meeting, backing).get<unknown>('token'))
    .filter((token): token is string => typeof token === 'string' && /^[A-Za-z0-9_-]{22}$/.test(token));
}
