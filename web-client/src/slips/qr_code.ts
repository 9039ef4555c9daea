// QR codes for links that the server must not know: the codes on slips.
import { encode } from 'uqr';

/** Modules per side without the quiet zone; in a row '1' is dark. */
export interface QrModules {
  size: number;
  rows: string[];
}

/** A side of 57 modules: on a slip, larger ones would be too fine for the cameras of old phones. */
const mostVersion = 10;

/** At least level M, and the strongest that fits the same size. Throws a RangeError above 213 bytes. */
export function qrCode(text: string): QrModules {
  const bytes = Array.from(new TextEncoder().encode(text));
  const { size, data } = encode(bytes, { ecc: 'M', boostEcc: true, maxVersion: mostVersion, border: 0 });
  return { size, rows: data.map((row) => row.map((isDark) => (isDark ? '1' : '0')).join('')) };
}
