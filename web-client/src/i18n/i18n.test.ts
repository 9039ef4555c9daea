import { beforeEach, describe, expect, test } from 'vitest';
import { errorCodes } from '@protocol/errors';
import english from './en.json';
import swedish from './sv.json';
import { pluralRule, textOf, type Catalogue, type TextKey } from './catalogue';
import * as format from './format';
import { t, useText } from './text.svelte';

const catalogues: Record<string, Catalogue> = { sv: swedish, en: english };
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
const base = (key: string) => key.replace(/\.(one|other)$/, '');

describe('catalogues', () => {
  test('given both languages then they have the same keys in the same order', () => {
    expect(Object.keys(english)).toEqual(Object.keys(swedish));
  });

  test.each(Object.keys(swedish))('given %s then both languages say something with the same placeholders', (key) => {
    const inSwedish = (catalogues['sv'] ?? {})[key] ?? '';
    const inEnglish = (catalogues['en'] ?? {})[key] ?? '';
    expect(inSwedish).not.toBe('');
    expect(inEnglish).not.toBe('');
    // The singular may say its one in a word.
    const without = (text: string) => placeholders(text).filter((name) => !key.endsWith('.one') || name !== '{n}');
    expect(without(inEnglish)).toEqual(without(inSwedish));
  });

  test.each(['sv', 'en'])('given %s then every plural text has a form for one and for other', (name) => {
    const keys = Object.keys(catalogues[name] ?? {});
    const plural = keys.filter((key) => key !== base(key)).map(base);
    for (const key of plural) {
      expect(keys).toContain(`${key}.one`);
      expect(keys).toContain(`${key}.other`);
      expect(keys).not.toContain(key);
    }
  });

  test.each(errorCodes.map((entry) => entry.code))('given the refusal %s then there are words for it', (code) => {
    expect(swedish).toHaveProperty([`error.${code}`]);
  });
});

describe('texts', () => {
  beforeEach(() => useText('sv', swedish));

  test('given a number then its plural form is chosen and large numbers are grouped', () => {
    expect(t('dots.left', { n: 1 })).toBe('1 prick kvar');
    expect(t('dots.left', { n: 0 })).toBe('0 prickar kvar');
    expect(t('dots.left', { n: 12500 })).toBe('12\u202f500 prickar kvar');
  });

  test('given no Intl.PluralRules then one and other are still right', () => {
    const { PluralRules } = Intl;
    try {
      Reflect.deleteProperty(Intl, 'PluralRules');
      const rule = pluralRule('sv');
      expect([0, 1, 2].map(rule)).toEqual(['other', 'one', 'other']);
    } finally {
      Object.assign(Intl, { PluralRules });
    }
  });

  test('given text with braces in a parameter then it is not taken for a placeholder', () => {
    expect(textOf({ a: '{x} och {y}' }, pluralRule('sv'), 'a', { x: '{y}', y: 'z' })).toBe('{y} och z');
  });

  test('given a key that does not exist then development says so', () => {
    expect(() => t('no.such.key' as TextKey)).toThrow(/no\.such\.key/);
  });

  test('given a language switch then the same key says it in the other language', () => {
    useText('en', english);
    expect(t('dots.left', { n: 2 })).toBe('2 dots left');
  });
});

describe('formats', () => {
  const evening = new Date(2026, 9, 20, 18, 0).getTime();
  const late = new Date(2026, 9, 20, 20, 40).getTime();

  test('given Swedish then numbers, money, dates and times are written as on Swedish paper', () => {
    useText('sv', swedish);
    expect(format.money(450000)).toBe('450\u202f000\u202fkr');
    expect(format.money(0)).toBe('0\u202fkr');
    expect(format.money(1234567)).toBe('1\u202f234\u202f567\u202fkr');
    expect(format.number(-1500)).toBe('\u22121\u202f500');
    expect(format.percent(89)).toBe('8,9\u202f%');
    expect(format.percent(1000)).toBe('100\u202f%');
    expect(format.percent(-5)).toBe('\u22120,5\u202f%');
    expect(format.date(evening)).toBe('tisdag 20 oktober 2026');
    expect(format.timeSpan(evening, late)).toBe('kl.\u00a018.00\u201320.40');
    expect(format.inWords(5)).toBe('fem');
    expect(format.inWords(13)).toBe('13');
  });

  test('given English then the same in English', () => {
    useText('en', english);
    expect(format.money(450000)).toBe('SEK\u00a0450,000');
    expect(format.percent(89)).toBe('8.9%');
    expect(format.date(evening)).toBe('Tuesday 20 October 2026');
    expect(format.timeSpan(evening, late)).toBe('18:00\u201320:40');
    expect(format.timeOfDay(evening)).toBe('18:00');
  });

  test.each([
    [130_000, '2:10'],
    [129_001, '2:10'],
    [59_000, '0:59'],
    [0, '0:00'],
    [-5_000, '0:00'],
    [3_730_000, '1:02:10'],
  ])('given %i ms left then the countdown is %s', (ms, text) => {
    expect(format.countdown(ms)).toBe(text);
  });

  test('given a join code then it is shown in threes and typed with or without the space', () => {
    expect(format.joinCode('K7M4PX')).toBe('K7M\u00a04PX');
    expect(format.typedJoinCode(' k7m 4px ')).toBe('K7M4PX');
    expect(format.typedJoinCode('k7m-4px')).toBe('K7M4PX');
  });

  test('given a date in tables then it is ISO 8601', () => {
    expect(format.shortDate(evening)).toBe('2026-10-20');
  });
});
