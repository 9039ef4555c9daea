import type { BoxSection, OwnBallotSection } from '@protocol/sections';
import type { Keep } from '../live/storage';

/** Where a ballot of this phone lies in the archive. */
export interface OwnRow {
  box: number;
  item: number;
  round: number;
  /** The short form of the voter key, under which the archive's page has the row. */
  key: string;
}

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const base32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const keyed = 'rows';

/** The first 40 bits as the server writes them (domain/fingerprint), "H7QK-2M9X". */
export function shortKey(voterKey: string): string {
  let bits = 0;
  let held = 0;
  let plain = '';
  for (const letter of voterKey.slice(0, 7)) {
    bits = ((bits & ((1 << held) - 1)) << 6) | base64url.indexOf(letter);
    held += 6;
    while (held >= 5 && plain.length < 8) {
      held -= 5;
      plain += base32.charAt((bits >> held) & 31);
    }
  }
  return `${plain.slice(0, 4)}-${plain.slice(4)}`;
}

export function ownRows(keep: Keep): OwnRow[] {
  return keep.get<OwnRow[]>(keyed) ?? [];
}

/** Keeps what the server says of this phone's ballot: its row while it stands or was counted. */
export function noteRow(keep: Keep, box: BoxSection, own: OwnBallotSection): void {
  const kept = ownRows(keep);
  const others = kept.filter((row) => row.box !== box.box);
  const stands = own.state === 'standing' || own.state === 'counted';
  // Without the key another phone cast it with the same voting code: it is not this one's to find.
  const rows =
    stands && own.voter_key !== undefined ? [...others, { box: box.box, item: box.item, round: box.round, key: shortKey(own.voter_key) }] : others;
  rows.sort((a, b) => a.box - b.box);
  if (JSON.stringify(rows) !== JSON.stringify(kept)) keep.set(keyed, rows);
}
