/** Letters and digits that are not taken for one another: no 0 O 1 I L U. As in the protocol. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 12;
/** Bytes above would favour the first letters. */
const fair = 256 - (256 % alphabet.length);

/** A code for one slip, each character drawn evenly. getRandomValues also exists on plain http. */
export function drawVotingCode(fill: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = (bytes) => crypto.getRandomValues(bytes)): string {
  let code = '';
  while (code.length < length) {
    for (const byte of fill(new Uint8Array(16))) {
      if (byte < fair && code.length < length) code += alphabet.charAt(byte % alphabet.length);
    }
  }
  return code;
}

/** So many codes, all different. */
export function drawVotingCodes(count: number): string[] {
  const codes = new Set<string>();
  while (codes.size < count) codes.add(drawVotingCode());
  return Array.from(codes);
}

/** K7QD-3MXF-9TRA: in fours, as on the slip. */
export function writtenVotingCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** What was typed or stands in a slip's link, as the server wants it; undefined if it is no such code. */
export function readVotingCode(text: string): string | undefined {
  const code = text.replace(/[\s-]/g, '').toUpperCase();
  return /^[2-9A-HJKMNP-TV-Z]{12}$/.test(code) ? code : undefined;
}

/** The link behind a slip's QR code. What follows # is not sent to the server with the request. */
export function slipLink(base: string, code: string): string {
  return `${base}/#${code}`;
}
