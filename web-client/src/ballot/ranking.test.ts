import { expect, test } from 'vitest';
import { moved, ranked, unranked } from './ranking';

test.each([
  [7, -1, [7, 4, 2]],
  [7, 1, [4, 2, 7]],
  [2, -1, [4, 2, 7]],
])('given option %i of 4, 7, 2 moved by %i then it stands before or after its neighbour', (option, by, expected) => {
  expect(moved([4, 7, 2], option, by)).toEqual(expected);
});

test('given the first moved up or the last moved down then nothing changes', () => {
  expect(moved([4, 7, 2], 4, -1)).toEqual([4, 7, 2]);
  expect(moved([4, 7, 2], 2, 1)).toEqual([4, 7, 2]);
});

test('given an option that is not ranked then moving it changes nothing', () => {
  expect(moved([4, 7], 9, -1)).toEqual([4, 7]);
});

test('given an option added then it comes last, and only once', () => {
  expect(ranked([4], 7)).toEqual([4, 7]);
  expect(ranked([4, 7], 4)).toEqual([4, 7]);
});

test('given an option removed then the others keep their order', () => {
  expect(unranked([4, 7, 2], 7)).toEqual([4, 2]);
});
