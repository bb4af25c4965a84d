import { rename, rm } from 'node:fs/promises';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import type { FieldSpec } from './schema.js';

/** Rows of a row group: enough to pack well, few enough to hold. */
const GROUP = 50_000;
/** Decimals are kept exactly with so many places and digits; amounts in 亿元 with eight decimals fit. */
const SCALE = 8;
const PRECISION = 38;

/** A Parquet file that grows row by row and appears under its name only when it is whole. Decimals stay exact. */
export class ParquetFile {
  private rows: (readonly string[])[] = [];
  private readonly file: ReturnType<typeof fileWriter>;
  private readonly writer: ParquetWriter;

  constructor(
    readonly path: string,
    private readonly fields: readonly FieldSpec[],
    createdBy: string,
  ) {
    this.file = fileWriter(`${path}.part`);
    this.writer = new ParquetWriter({
      writer: this.file,
      createdBy,
      schema: [
        { name: 'root', num_children: fields.length },
        ...fields.map((field) => ({ name: field.name, repetition_type: 'OPTIONAL' as const, ...TYPES[field.type] })),
      ],
    });
  }

  /** Cells as they stand in the CSV file: an empty one is null. */
  append(rows: readonly (readonly string[])[]): void {
    for (const row of rows) {
      this.rows.push(row);
      if (this.rows.length === GROUP) this.flush();
    }
  }

  async commit(): Promise<void> {
    // a file without any row still needs one (empty) group for readers to see its columns
    if (this.rows.length > 0 || this.writer.num_rows === 0n) this.flush();
    this.writer.finish();
    await rename(`${this.path}.part`, this.path);
  }

  async discard(): Promise<void> {
    await rm(`${this.path}.part`, { force: true });
  }

  private flush(): void {
    this.writer.write({
      columnData: this.fields.map((field, i) => ({
        name: field.name,
        data: this.rows.map((row) => (row[i] === '' ? null : VALUES[field.type](row[i]!))),
      })),
      rowGroupSize: GROUP,
    });
    this.rows = [];
  }
}

const TYPES = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT64' },
  number: { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, converted_type: 'DECIMAL', scale: SCALE, precision: PRECISION },
  boolean: { type: 'BOOLEAN' },
} as const;

const VALUES: Readonly<Record<FieldSpec['type'], (cell: string) => string | bigint | boolean | null>> = {
  string: (cell) => cell,
  integer: (cell) => BigInt(cell),
  number: unscaled,
  boolean: (cell) => cell === 'true',
};

/** `-12.5` → -1250000000 (eight places), `90.97%` → 9097000000 (its unit is %); null for what is no plain decimal or has more places. */
export function unscaled(cell: string): bigint | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?%?$/.exec(cell);
  if (!match) return null;
  const decimals = (match[3] ?? '').replace(/0+$/, '');
  if (decimals.length > SCALE) return null;
  const digits = BigInt(match[2]! + decimals.padEnd(SCALE, '0'));
  return match[1] === '-' ? -digits : digits;
}
