import { expect, test } from 'vitest';
import { characters, nearLimit } from './field';
import { icons } from './icons';
import { modulePath } from './qr_path';

test('given modules then every dark one is drawn inside a quiet zone of four', () => {
  expect(modulePath(['101', '011', '000'])).toBe('M4 4h1v1h-1zM6 4h1v1h-1zM5 5h2v1h-2z');
});

test('given text with characters outside the basic plane then they count as one each', () => {
  expect(characters('åäö')).toBe(3);
  expect(characters('a\u{1F41F}b')).toBe(3);
});

test('given a limit then the counter shows near it and not before', () => {
  expect(nearLimit('a'.repeat(69), 100)).toBe(false);
  expect(nearLimit('a'.repeat(70), 100)).toBe(true);
});

test('given the icons then there are at most thirty and each is a path on the grid', () => {
  expect(Object.keys(icons).length).toBeLessThanOrEqual(30);
  for (const path of Object.values(icons)) expect(path).toMatch(/^M[\d.,\sMLHVCSQTAZmlhvcsqtaz-]+$/);
});
