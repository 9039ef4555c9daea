import { expect, test } from 'vitest';
import type { Option } from '@protocol/types';
import { moneyByPlace } from './places';

const options = [
  { option: 1, title: {}, place: 'Högsjö' },
  { option: 2, title: {}, place: 'Läppe' },
  { option: 3, title: {}, place: 'Läppe' },
  { option: 4, title: {} },
] as Option[];

test('given amounts then each place has its sum, the largest first and what has no place last', () => {
  const amounts = [
    { option: 1, amount: 50 },
    { option: 2, amount: 40 },
    { option: 3, amount: 30 },
    { option: 4, amount: 900 },
  ];
  expect(moneyByPlace(options, amounts)).toEqual([
    { place: 'Läppe', amount: 70 },
    { place: 'Högsjö', amount: 50 },
    { place: '', amount: 900 },
  ]);
});

test('given nothing for a place then it is not named', () => {
  expect(moneyByPlace(options, [{ option: 1, amount: 0 }])).toEqual([]);
});
