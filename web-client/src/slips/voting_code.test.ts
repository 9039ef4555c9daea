import { describe, expect, it } from 'vitest';
import { drawVotingCode, drawVotingCodes, readVotingCode, slipLink, writtenVotingCode } from './voting_code';

describe('a voting code', () => {
  it('has twelve characters of those that are printed unlike: no 0, 1, I, L, O or U', () => {
    for (let round = 0; round < 200; round += 1) expect(drawVotingCode()).toMatch(/^[2-9A-HJKMNP-TV-Z]{12}$/);
  });
  it('is drawn evenly: bytes that would favour some characters are passed over', () => {
    let next = 0;
    const count = new Map<string, number>();
    const all = (bytes: Uint8Array<ArrayBuffer>) => {
      for (let place = 0; place < bytes.length; place += 1) bytes[place] = next++ & 0xff;
      return bytes;
    };
    // A thousand codes use whole rounds of all bytes, but for the beginning of the last.
    for (let round = 0; round < 1000; round += 1) {
      for (const character of drawVotingCode(all)) count.set(character, (count.get(character) ?? 0) + 1);
    }
    expect(count.size).toBe(30);
    for (const times of count.values()) expect(Math.abs(times - 400)).toBeLessThan(4);
  });
  it('is another for each slip, however many are drawn', () => {
    const codes = drawVotingCodes(500);
    expect(codes).toHaveLength(500);
    expect(new Set(codes).size).toBe(500);
  });
  it('is read as it is written on the slip, and as people type it', () => {
    expect(writtenVotingCode('K7QD3MXF9TRA')).toBe('K7QD-3MXF-9TRA');
    for (const typed of ['K7QD-3MXF-9TRA', ' k7qd 3mxf 9tra ', 'K7QD3MXF9TRA']) expect(readVotingCode(typed)).toBe('K7QD3MXF9TRA');
    for (const typed of ['', 'K7M4PX', 'K7QD-3MXF-9TRI', 'K7QD-3MXF-9TRAB']) expect(readVotingCode(typed)).toBeUndefined();
  });
  it('stands behind the # of its link', () => {
    expect(slipLink('http://10.0.0.7:8080', 'K7QD3MXF9TRA')).toBe('http://10.0.0.7:8080/#K7QD3MXF9TRA');
  });
});
