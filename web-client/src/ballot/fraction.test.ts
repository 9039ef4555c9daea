import { expect, test } from 'vitest';
import { kronorOf, tenthsOf, valueOfFraction } from './fraction';

test.each([
  ['12', 12],
  ['31/4', 7.75],
  ['0', 0],
  ['84500/3', 84_500 / 3],
])('given %s then its value is %d', (text, value) => {
  expect(valueOfFraction(text)).toBeCloseTo(value, 9);
});

test('given more digits than a double holds then the value is still right', () => {
  const zeros = '0'.repeat(390);
  expect(valueOfFraction(`31${zeros}/4${zeros}`)).toBeCloseTo(7.75, 9);
});

test('given a half then it is rounded up, also where the double lies just below it', () => {
  expect(kronorOf(2.5)).toBe(3);
  expect(kronorOf(valueOfFraction('15697/2'))).toBe(7849);
  expect(kronorOf(1.4999)).toBe(1);
  expect(kronorOf(8_499.499_999_999_99)).toBe(8500);
  expect(tenthsOf(7.75)).toBe(78);
});
