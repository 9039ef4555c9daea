import { expect, test } from 'vitest';
// @ts-expect-error plain JavaScript, for the build
import { keysUsed } from './text_keys.mjs';

test('given a script then only the texts it names and the asked prefixes are kept, in order', () => {
  const catalogue = { 'a.one': '1', 'a.other': '2', 'b.c': '3', 'b.cd': '4', 'error.x': '5', unused: '6' };
  expect(Object.keys(keysUsed(catalogue, 't("a",{n:1});t(`b.cd`)', ['error.']))).toEqual(['a.one', 'a.other', 'b.cd', 'error.x']);
});
