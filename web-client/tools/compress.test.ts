import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compressFolder } from './compress.mjs';

let folder = '';
const script = 'export const words = "the square ";\n'.repeat(200);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'torg-compress-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'assets/page.js'), script);
  writeFileSync(join(folder, 'assets/tiny.js'), '1');
  writeFileSync(join(folder, 'page.sv.html'), '<!doctype html>'.repeat(100));
  writeFileSync(join(folder, 'manifest.json'), '{"faces": {}}'.repeat(100));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('given a script when compressed then both forms unpack to the same bytes', () => {
  compressFolder(folder);
  const form = (extension: string) => readFileSync(join(folder, `assets/page.js.${extension}`));
  expect(brotliDecompressSync(form('br')).toString()).toBe(script);
  expect(gunzipSync(form('gz')).toString()).toBe(script);
  expect(form('br').length).toBeLessThan(script.length);
});

test('given a file that does not shrink then it has no compressed form', () => {
  compressFolder(folder);
  expect(existsSync(join(folder, 'assets/tiny.js.br'))).toBe(false);
  expect(existsSync(join(folder, 'assets/tiny.js.gz'))).toBe(false);
});

test('given what only the server reads then it is left alone', () => {
  compressFolder(folder);
  for (const file of ['page.sv.html', 'manifest.json']) {
    expect(existsSync(join(folder, `${file}.br`))).toBe(false);
  }
});

test('given forms of an earlier build when compressed again then stale ones go and the rest is equal', () => {
  compressFolder(folder);
  const before = readFileSync(join(folder, 'assets/page.js.gz'));
  writeFileSync(join(folder, 'assets/gone.js.br'), 'stale');
  const sizes = compressFolder(folder);
  expect(existsSync(join(folder, 'assets/gone.js.br'))).toBe(false);
  expect(readFileSync(join(folder, 'assets/page.js.gz')).equals(before)).toBe(true);
  expect(sizes.files).toBe(2);
});
