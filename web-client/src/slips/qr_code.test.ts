import { describe, expect, it } from 'vitest';
import { qrCode } from './qr_code';
import golden from './qr_code.golden.json';

// Drawn by the encoder that the server draws the wall's codes with.
describe('a QR code', () => {
  for (const [text, rows] of Object.entries(golden)) {
    it(`of ${String(text.length)} characters is the one the server would draw`, () => {
      expect(qrCode(text).rows.join(' ')).toBe(rows);
    });
  }
  it('that would be larger than a slip is refused', () => {
    expect(() => qrCode('x'.repeat(214))).toThrow(RangeError);
    expect(qrCode('x'.repeat(213)).size).toBe(57);
  });
});
