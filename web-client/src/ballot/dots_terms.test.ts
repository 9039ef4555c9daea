import { expect, test } from 'vitest';
import type { DotsRule } from '@protocol/types';
import english from '../i18n/en.json';
import swedish from '../i18n/sv.json';
import { useText } from '../i18n/text.svelte';
import { dotsTerms } from './dots_terms';
import golden from './dots_terms.golden.json';

// The server says the same in the first view of a page (tests/net/dots_terms_test.cpp).
for (const { rule, sv, en } of golden) {
  test(`the rule of ${rule.dots} dots in words`, () => {
    useText('sv', swedish);
    expect(dotsTerms(rule as DotsRule)).toBe(sv);
    useText('en', english);
    expect(dotsTerms(rule as DotsRule)).toBe(en);
  });
}
