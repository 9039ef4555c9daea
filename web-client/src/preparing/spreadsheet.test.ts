import { describe, expect, it } from 'vitest';
import { readSheet, readWhole } from './spreadsheet';

const cells = (text: string) => readSheet(text).map((row) => row.cells);

describe('a pasted table', () => {
  it('has rows by line end and cells by tab, whatever the line end', () => {
    expect(cells('a\tb\r\nc\td\ne\tf\rg\th')).toEqual([['a', 'b'], ['c', 'd'], ['e', 'f'], ['g', 'h']]);
  });
  it('keeps tabs, line ends and doubled quotes of a quoted cell', () => {
    expect(cells('"rad ett\nrad två"\t"säg ""hej"""\t"a\tb"\r\nx')).toEqual([['rad ett\nrad två', 'säg "hej"', 'a\tb'], ['x']]);
  });
  it('takes a quote within a cell, or one that is never closed, as it stands', () => {
    expect(cells('5" rör\tb')).toEqual([['5" rör', 'b']]);
    expect(cells('"Bys" bästa\tb')).toEqual([['"Bys" bästa', 'b']]);
    expect(cells('"öppen\tb\nc')).toEqual([['"öppen', 'b'], ['c']]);
  });
  it('leaves blank rows out but counts them', () => {
    expect(readSheet('a\n\n\t \nb\n')).toEqual([
      { number: 1, cells: ['a'] },
      { number: 4, cells: ['b'] },
    ]);
  });
  it('keeps empty cells in the middle and at the end', () => {
    expect(cells('a\t\tc\t')).toEqual([['a', '', 'c', '']]);
    expect(cells('')).toEqual([]);
  });
});

describe('a whole number', () => {
  it.each([
    ['0', 0],
    ['160 000', 160000],
    ['160\u00a0000 kr', 160000],
    ['160\u202f000\u202fkr', 160000],
    ['SEK 5 000', 5000],
    ['75000:-', 75000],
  ])('%s', (text, expected) => expect(readWhole(text)).toBe(expected));
  it.each(['', 'fem', '1,5', '1.5', '-3', '1e9', '12345678901234'])('is not %s', (text) => expect(readWhole(text)).toBeUndefined());
});
