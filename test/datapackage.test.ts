import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { parseString } from 'fast-csv';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';
import { convertBatch } from '../src/batch.js';
import { unscaled } from '../src/write/parquet.js';

interface Descriptor {
  readonly sources: readonly { path?: string }[];
  readonly resources: readonly {
    readonly name: string;
    readonly path: string;
    readonly bytes: number;
    readonly hash: string;
    readonly schema: {
      readonly fields: readonly { name: string; type: string; bareNumber?: boolean; constraints?: { required?: boolean; unique?: boolean; enum?: string[] } }[];
      readonly primaryKey?: readonly string[];
      readonly foreignKeys?: readonly { fields: string[]; reference: { resource: string; fields: string[] } }[];
    };
  }[];
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const profile = JSON.parse(readFileSync(new URL('./datapackage/profile.json', import.meta.url), 'utf8')) as object;
const PATTERN: Readonly<Record<string, RegExp>> = {
  integer: /^-?\d+$/,
  number: /^-?\d+(\.\d+)?$/,
  boolean: /^(true|false)$/,
  string: /^/,
};
const rows = (path: string): Promise<Record<string, string>[]> =>
  new Promise((done, fail) => {
    const found: Record<string, string>[] = [];
    parseString(readFileSync(path, 'utf8').replace(/^\ufeff/, ''), { headers: true })
      .on('data', (row: Record<string, string>) => found.push(row))
      .on('error', fail)
      .on('end', () => done(found));
  });

describe('datapackage.json', () => {
  const plain = mkdtempSync(join(tmpdir(), 'kemu-package-'));
  const excel = mkdtempSync(join(tmpdir(), 'kemu-package-'));
  const inputs = ['corpus', 'seeds/003_3dbc3b1f127977b4.txt', '../gone.pdf'];
  const read = (out: string): Descriptor => JSON.parse(readFileSync(join(out, 'datapackage.json'), 'utf8')) as Descriptor;
  beforeAll(async () => {
    const paths = inputs.map((input) => join(ROOT, input));
    await convertBatch([...paths.slice(0, 2), inputs[2]!], { outDir: plain, parquet: true, created: '2026-01-31T00:00:00Z' });
    await convertBatch([...paths.slice(0, 2), inputs[2]!], { outDir: excel, excel: true, headings: 'zh' });
  });

  it.each([
    ['plain', plain],
    ['for Excel with Chinese headings', excel],
  ])('keeps the profile, hashes and sizes (%s)', (_, out) => {
    const ajv = new Ajv({ allErrors: true, strict: false });
    const descriptor = read(out);
    expect(ajv.validate(profile, descriptor), ajv.errorsText()).toBe(true);
    for (const { path, bytes, hash } of descriptor.resources) {
      const content = readFileSync(join(out, path));
      expect(content.length).toBe(bytes);
      expect(`sha256:${createHash('sha256').update(content).digest('hex')}`).toBe(hash);
    }
    // a path that leads out of the package names no source
    expect(descriptor.sources.map((source) => source.path)).not.toContain('../gone.pdf');
  });

  it.each<[string, string, unknown]>([
    ['no resource', 'resources', []],
    ['a path out of the package', 'sources', [{ path: 'a/../../b' }]],
    ['a source that says nothing', 'sources', [{}]],
    ['a time that is a day', 'created', '2026-01-31'],
    ['a field without a type', 'resources.0.schema.fields.0.type', undefined],
    ['a type that is none', 'resources.0.schema.fields.0.type', 'list'],
    ['a member of numbers in a string', 'resources.0.schema.fields.0.bareNumber', false],
    ['choices that are no strings', 'resources.0.schema.fields.0.constraints', { enum: [1] }],
    ['a choice twice', 'resources.0.schema.fields.0.constraints', { enum: ['a', 'a'] }],
    ['a key of one form that refers to the other', 'resources.1.schema.foreignKeys.0.reference.fields', 'document_id'],
    ['a hash that is none', 'resources.0.hash', 'sha256:xyz'],
    ['a dialect with a long quote', 'resources.0.dialect.quoteChar', '""'],
  ])('the profile refuses %s', (_, path, value) => {
    const descriptor = JSON.parse(JSON.stringify(read(plain))) as Record<string, unknown>;
    const parts = path.split('.');
    const holder = parts.slice(0, -1).reduce((at, part) => at[part] as Record<string, unknown>, descriptor);
    holder[parts.at(-1)!] = value;
    expect(new Ajv({ strict: false }).validate(profile, JSON.parse(JSON.stringify(descriptor)))).toBe(false);
  });

  it('describes every row: types, categories, required, unique, keys', async () => {
    const { resources } = read(plain);
    const tables = new Map<string, Record<string, string>[]>();
    for (const { name, path } of resources) tables.set(name, await rows(join(plain, path)));
    for (const { name, schema } of resources) {
      const found = tables.get(name)!;
      for (const field of schema.fields) {
        const cells = found.map((row) => row[field.name]!);
        const bad = cells.filter(
          (cell) =>
            (cell === '' ? field.constraints?.required : !PATTERN[field.type]!.test(field.bareNumber === false ? cell.replace(/%$/, '') : cell)) ||
            (cell !== '' && field.constraints?.enum && !field.constraints.enum.includes(cell)),
        );
        expect(bad.slice(0, 3), `${name}.${field.name}`).toEqual([]);
        if (field.constraints?.unique) expect(new Set(cells).size, `${name}.${field.name}`).toBe(cells.length);
      }
      for (const { fields, reference } of schema.foreignKeys ?? []) {
        const keys = new Set(tables.get(reference.resource)!.map((row) => row[reference.fields[0]!]));
        const lost = found.map((row) => row[fields[0]!]!).filter((key) => key !== '' && !keys.has(key));
        expect(lost.slice(0, 3), `${name}.${fields[0]} → ${reference.resource}`).toEqual([]);
      }
    }
    expect(tables.get('facts')!.length).toBeGreaterThan(700);
  });

  it('has Parquet files with the same rows, exact', async () => {
    for (const { name, path, schema } of read(plain).resources) {
      const csv = await rows(join(plain, path));
      const parquet = await parquetReadObjects({ file: await asyncBufferFromFile(join(plain, `${name}.parquet`)) });
      expect(parquet.length, name).toBe(csv.length);
      for (const { name: column, type } of schema.fields) {
        const [a, b] = [csv.map((row) => row[column]), parquet.map((row) => row[column] as unknown)];
        // the reader in JavaScript gives floats; the file has the digits (see unscaled)
        if (type === 'number') expect(b.map((value) => (value === null ? null : Number(Number(value).toFixed(6)))), `${name}.${column}`).toEqual(a.map((cell = '') => (cell === '' ? null : Number(cell.replace('%', '')))));
        else expect(b.map((value) => (value === null || value === undefined ? '' : String(value))), `${name}.${column}`).toEqual(a);
      }
    }
  });

  it.each([
    ['-12.5', -1_250_000_000n],
    ['0.00', 0n],
    ['123456789012345678.12345678', 12345678901234567812345678n],
    ['0.123456789', null],
    ['约3', null],
  ])('keeps %s exactly', (cell, digits) => {
    expect(unscaled(cell)).toBe(digits);
  });
});
