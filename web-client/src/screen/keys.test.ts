import { expect, test } from 'vitest';
import { actionOf } from './keys';

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({ key, ctrlKey: false, altKey: false, metaKey: false, ...more });

test.each([
  ['d', 'dark'],
  ['D', 'dark'],
  ['l', 'large'],
  ['s', 'language'],
  ['f', 'full'],
  [' ', 'pause'],
  ['ArrowLeft', 'previous'],
  ['PageUp', 'previous'],
  ['ArrowRight', 'following'],
  ['PageDown', 'following'],
  ['x', undefined],
])('given the key %s then it does %s', (key, action) => {
  expect(actionOf(press(key), true)).toBe(action);
});

test('given Ctrl, Alt or Meta then the key is the browser’s', () => {
  expect(actionOf(press('d', { ctrlKey: true }), true)).toBeUndefined();
  expect(actionOf(press('ArrowLeft', { altKey: true }), true)).toBeUndefined();
  expect(actionOf(press('s', { metaKey: true }), true)).toBeUndefined();
});

test('given letter keys are off then only arrows and space do something', () => {
  expect(actionOf(press('d'), false)).toBeUndefined();
  expect(actionOf(press(' '), false)).toBe('pause');
});

test('given a focused button then space presses it', () => {
  expect(actionOf({ ...press(' '), target: { tagName: 'BUTTON' } }, true)).toBeUndefined();
});
