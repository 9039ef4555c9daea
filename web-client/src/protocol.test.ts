import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020';
import { describe, expect, it } from 'vitest';
import { closeCodes, errorCodes } from '@protocol/errors';
import * as limits from '@protocol/limits';

// The golden examples that the server's codec is held to, read here by Ajv from the same schemas.

interface Example {
  type: string;
  value?: unknown;
  text?: string;
  hex?: string;
  fault?: string;
}

const protocol = fileURLToPath(new URL('../../protocol/', import.meta.url));

function jsonFiles<T>(folder: string): [string, T][] {
  return readdirSync(protocol + folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => [name, JSON.parse(readFileSync(`${protocol}${folder}/${name}`, 'utf8')) as T]);
}

// Plain JSON Schema: `discriminator` only tells readers of the schema which property to look at.
const ajv = new Ajv2020({ strictTypes: false });
ajv.addVocabulary(['discriminator', 'x-codes', 'x-close-codes']);
for (const [, schema] of jsonFiles<object>('schema')) ajv.addSchema(schema);

function accepts(type: string, value: unknown): boolean {
  const [file, name] = type.split('#');
  const validate = ajv.getSchema(name ? `${file}.json#/$defs/${name}` : `${file}.json`);
  if (!validate) throw new Error(`no type ${type}`);
  return validate(value) as boolean;
}

describe('golden examples', () => {
  it.each(jsonFiles<Example>('examples/valid'))('%s is valid', (_, example) => {
    expect(accepts(example.type, example.value)).toBe(true);
  });

  const invalid = jsonFiles<Example>('examples/invalid');

  it.each(invalid.filter(([, example]) => 'value' in example))('%s is invalid', (_, example) => {
    expect(accepts(example.type, example.value)).toBe(false);
  });

  // A browser's parser is more lenient than the protocol: it takes the last of two equal keys, any
  // depth, and 2.0 for 2. What it too must refuse is text that is not JSON.
  it.each(
    invalid.filter(([, { text, fault }]) => text !== undefined && fault === 'malformed'),
  )('%s is no JSON or no message', (_, example) => {
    let value: unknown;
    try {
      value = JSON.parse(example.text ?? '');
    } catch {
      return;
    }
    expect(accepts(example.type, value)).toBe(false);
  });
});

describe('generated tables', () => {
  it('give every code once', () => {
    for (const table of [errorCodes, closeCodes]) {
      expect(new Set(table.map((row) => row.code)).size).toBe(table.length);
      expect(new Set(table.map((row) => row.number)).size).toBe(table.length);
    }
  });

  it('give the lengths that the schemas give', () => {
    const submit = (length: number) =>
      accepts('commands#SubmitProposal', {
        type: 'submit_proposal',
        item: 1,
        language: 'sv',
        title: 'å'.repeat(length),
      });
    expect(submit(limits.SubmitProposal.title)).toBe(true);
    expect(submit(limits.SubmitProposal.title + 1)).toBe(false);
  });
});
