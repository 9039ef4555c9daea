import { describe, expect, it } from 'vitest';
import { readLotOrder } from './lot_order';

describe('the order of a lot', () => {
  it.each(['3 1 2', '3, 1, 2', '3;1;2', ' 3\n1\n2 ', '3 > 1 > 2', '3-1-2', '3. 1. 2.'])('is read from %j', (text) => {
    expect(readLotOrder(text, [1, 2, 3])).toEqual({ kind: 'order', order: [3, 1, 2] });
  });
  it('says all that is wrong with it at once', () => {
    expect(readLotOrder('3, tre, 3, 9, 3', [1, 2, 3])).toEqual({ kind: 'wrong', missing: [1, 2], twice: [3], unknown: ['tre', '9'] });
  });
  it('is not there when nothing is written', () => {
    expect(readLotOrder(' ', [4, 2])).toEqual({ kind: 'wrong', missing: [4, 2], twice: [], unknown: [] });
  });
});
