import type { Outcome } from '../live/queue';

/** What the server takes in one message, with room for what stands around it. */
const mostBytes = 48 * 1024;

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;

/** Rows in order, in as few parts as fit into one message each. */
export function inParts<T>(rows: readonly T[], most = mostBytes): T[][] {
  const parts: T[][] = [];
  let held = 0;
  for (const row of rows) {
    const size = bytes(row) + 1;
    const last = parts[parts.length - 1];
    if (last && held + size <= most) {
      last.push(row);
      held += size;
    } else {
      parts.push([row]);
      held = size;
    }
  }
  return parts;
}

/** Sends the parts one after the other, and stops at the first that is refused. */
export async function sendInParts<T>(rows: readonly T[], send: (part: T[]) => Promise<Outcome>): Promise<Outcome> {
  let outcome: Outcome = { ok: true, answer: {} };
  for (const part of inParts(rows)) {
    outcome = await send(part);
    if (!outcome.ok) return outcome;
  }
  return outcome;
}
