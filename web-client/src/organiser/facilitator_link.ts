import { randomToken } from '../live/random';
import { openKeep } from '../live/storage';

/** The secret that makes somebody a facilitator: made here, and only its hash is kept there. */
export const newFacilitatorToken = randomToken;

export function facilitatorPath(meeting: string, token: string): string {
  return `/f/${meeting}#${token}`;
}

/** Whether this browser has led the meeting and so comes in without a new link. */
export function leadsAlready(meeting: string): boolean {
  return openKeep(`facilitator/${meeting}`).get<string>('secret') !== undefined;
}
