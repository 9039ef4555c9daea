import { describe, expect, test } from 'vitest';
import swedish from '../src/i18n/sv.json';
// @ts-expect-error plain JavaScript, for the build
import { faces } from './faces.mjs';
// @ts-expect-error plain JavaScript, for the build
import { keysUsed } from './text_keys.mjs';

interface Face {
  textPrefixes: string[];
  laterTextPrefixes?: string[];
}

// Pages that the server writes are long, and a phone would load their texts for nothing.
const ofGuides = /^(?:secrecy|data|statement)\./;

describe.each(Object.entries(faces as Record<string, Face>))('the face %s', (_, face) => {
  test('given no script that names them then it carries no text of the pages that explain', () => {
    const used = Object.keys(keysUsed(swedish, '', [...face.textPrefixes, ...(face.laterTextPrefixes ?? [])]) as object);
    expect(used.filter((key) => ofGuides.test(key))).toEqual([]);
  });
});

test('given a script that links to such a page then it carries its title alone', () => {
  const used = Object.keys(keysUsed(swedish, 't("secrecy.title")', []) as object);
  expect(used).toEqual(['secrecy.title']);
});
