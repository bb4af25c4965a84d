import { type Bilingual, type FieldSpec, RESOURCES, type ResourceName, type ResourceSpec } from './schema.js';

/** A CSV file as it was written. */
export interface WrittenFile {
  readonly bytes: number;
  readonly sha256: string;
}

/** A source document, for `sources`. */
export interface PackageSource {
  readonly title: string;
  readonly path: string;
  readonly sha256: string;
}

export interface PackageOptions {
  readonly version: string;
  /** RFC 3339; left out when absent, so that the same input gives the same bytes. */
  readonly created?: string;
  readonly excel: boolean;
  readonly headings: Headings;
}

/** Paths that the profile takes: below the package, no folder above, no scheme, no backslash. */
const PATH = /^(?=[^./~])(?!file:)((?!\/\.\.\/)(?!\\)(?!:\/\/).)*$/;

/** Language of the CSV header row; `name` is the name of the output contract. */
export type Headings = 'name' | 'en' | 'zh';

/** The header cell of a column. Titles of one file are all different (tested). */
export const headingOf = (spec: FieldSpec, headings: Headings): string =>
  headings === 'name' ? spec.name : spec.title[headings];

/** Between two sources. */
export const SOURCE_END = ',\n';

/** A source document as it stands in `sources` of the descriptor's text. */
export function sourceText({ title, path, sha256 }: PackageSource): string {
  const source = { title, ...(PATH.test(path) ? { path } : {}), ...(sha256 === '' ? {} : { version: `sha256:${sha256}` }) };
  return JSON.stringify(source, null, 2).replace(/^/gm, '    ');
}

/**
 * The descriptor's text before and behind its sources: these are added to a file while documents are written, for there may
 * be more of them than memory should hold.
 */
export function aroundSources(files: Readonly<Record<ResourceName, WrittenFile>>, options: PackageOptions): [string, string] {
  const empty = '"sources": [';
  const text = `${JSON.stringify(descriptor(files, options), null, 2)}\n`;
  const at = text.indexOf(`${empty}]`) + empty.length;
  return [text.slice(0, at), text.slice(at)];
}

/**
 * The Data Package v2 descriptor of an output folder, its sources left out. Fiscal column types are the vocabulary of Fiscal Data Package 1.0;
 * only what the published profile and version 1 readers both accept is used (string lists, `missingValues` as strings).
 */
function descriptor(files: Readonly<Record<ResourceName, WrittenFile>>, options: PackageOptions): object {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: 'kemu-output',
    id: `urn:sha256:${files.facts.sha256}`,
    title: 'Budgets, final accounts and performance self-evaluations · 部门预算、决算与绩效自评数据',
    description:
      'Figures, indicators and statements rebuilt from published documents; each carries its position in the source, its confidence and the reasons for it. 由公开文件还原的数据、指标与表述，逐条附原文位置、置信度及依据。',
    version: options.version,
    ...(options.created === undefined ? {} : { created: options.created }),
    keywords: ['budget', 'final accounts', 'performance', 'China', '部门预算', '部门决算', '绩效自评'],
    contributors: [{ title: `kemu ${options.version}`, roles: ['dataCurator'] }],
    sources: [],
    countryCode: 'CN',
    extraFields: [{ name: 'currency', type: 'string', constant: 'CNY', columnType: 'value-currency:code' }],
    resources: RESOURCES.map((spec) => resourceOf(spec, files[spec.name], options)),
  };
}

function resourceOf(spec: ResourceSpec, file: WrittenFile, options: PackageOptions): object {
  const heading = (name: string, of: ResourceSpec = spec): string => {
    const field = of.fields.find((candidate) => candidate.name === name)!;
    return headingOf(field, options.headings);
  };
  const other = (name: ResourceName): ResourceSpec => RESOURCES.find((candidate) => candidate.name === name)!;
  const keys = spec.foreignKeys ?? [];
  return {
    name: spec.name,
    type: 'table',
    path: `${spec.name}.csv`,
    title: both(spec.title),
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    bytes: file.bytes,
    hash: `sha256:${file.sha256}`,
    dialect: {
      delimiter: ',',
      lineTerminator: options.excel ? '\r\n' : '\n',
      quoteChar: '"',
      doubleQuote: true,
      header: true,
    },
    schema: {
      fields: spec.fields.map((field) => fieldOf(field, options)),
      missingValues: [''],
      ...(spec.primaryKey ? { primaryKey: spec.primaryKey.map((name) => heading(name)) } : {}),
      ...(keys.length === 0
        ? {}
        : {
            foreignKeys: keys.map((key) => ({
              fields: [heading(key.field)],
              reference: {
                resource: key.resource,
                fields: [heading(other(key.resource).primaryKey![0]!, other(key.resource))],
              },
            })),
          }),
    },
  };
}

function fieldOf(field: FieldSpec, options: PackageOptions): object {
  const constraints = {
    ...(field.required ? { required: true } : {}),
    ...(field.unique ? { unique: true } : {}),
    ...(field.categories ? { enum: [...field.categories] } : {}),
  };
  return {
    name: headingOf(field, options.headings),
    title: both(field.title),
    ...(field.note ? { description: both(field.note) } : {}),
    type: field.type,
    ...(field.percent ? { bareNumber: false } : {}),
    ...(field.columnType ? { columnType: field.columnType } : {}),
    ...(Object.keys(constraints).length > 0 ? { constraints } : {}),
  };
}

const both = (text: Bilingual): string => (text.en === text.zh ? text.en : `${text.en} · ${text.zh}`);
