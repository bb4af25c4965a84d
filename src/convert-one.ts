import { createHash } from 'node:crypto';
import { correctionsOf, fingerprint } from './corrections-file.js';
import { documentIdOf } from './document-id.js';
import { type InputFile, readLocation, reason } from './inputs.js';
import type { Correction } from './model/correction.js';
import type { ConvertOptions, DocumentResult, OcrChoice, Source } from './model/index.js';
import { type Outcome, outcomeOf } from './outcome.js';
import { toolName } from './version.js';
import { loadRecord, madeByOf, saveRecord } from './write/json.js';
import { type DocumentRecord, toRecord } from './write/record.js';

/** The pipeline with its rules bound: what a fake replaces in tests. */
export type ConvertSource = (source: Source, options: ConvertOptions) => Promise<DocumentResult>;

/** What one document is converted with, by whichever process. */
export interface Job extends ConvertOptions {
  readonly outDir: string;
  /** Do again what is done. */
  readonly force: boolean;
  /** `madeBy` of these options; worked out once for all processes of a run. */
  readonly by: string;
}

/** The real pipeline; loaded only when the first document needs it. */
export async function loadPipeline(): Promise<ConvertSource> {
  const [{ convertDocument }, { loadRules }] = await Promise.all([import('./pipeline.js'), import('../rules/load.js')]);
  const rules = loadRules();
  return (source, options) => convertDocument(source, options, rules);
}

/** Whoever made a record: program, fingerprint, and the options that change what is in it. */
export function madeBy(options: ConvertOptions): string {
  const parts = [
    toolName(),
    options.withContacts ? 'contacts' : '',
    options.encoding ? `encoding=${options.encoding.replace(/[^\w-]/g, '')}` : '',
    options.ocr && options.ocr !== 'auto' ? `ocr=${options.ocr}` : '',
    options.pages ? `pages=${options.pages.join('+')}` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** The options that {@link madeBy} names. */
export function optionsOf(by: string): ConvertOptions {
  const named = (name: string): string | undefined => new RegExp(` ${name}=(\\S+)`).exec(by)?.[1];
  const encoding = named('encoding');
  const ocr = named('ocr');
  const pages = named('pages');
  return {
    ...(/ contacts(?: |$)/.test(by) ? { withContacts: true } : {}),
    ...(encoding === undefined ? {} : { encoding }),
    ...(ocr === undefined ? {} : { ocr: ocr as OcrChoice }),
    ...(pages === undefined ? {} : { pages: pages.split('+').map(Number) }),
  };
}

/** Marks a record as made under limits of this machine: it is tried again by the next run. */
const PASSING = ' (passing failure)';

/** A document by its bytes, and who makes its record: other corrections, other record. */
export interface Identity {
  readonly sha256: string;
  readonly documentId: string;
  readonly by: string;
  readonly corrections: readonly Correction[];
}

export function identityOf(name: string, bytes: Uint8Array, job: Job): Identity {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const corrections = correctionsOf(job.outDir, sha256);
  const by = corrections.length === 0 ? job.by : `${job.by} corrections=${fingerprint(corrections)}`;
  return { sha256, documentId: documentIdOf(name, sha256), by, corrections };
}

/** The record of a document that is done and need not be done again. */
export function doneRecord({ documentId, sha256, by }: Identity, job: Job): DocumentRecord | null {
  if (job.force || madeByOf(job.outDir, documentId) !== by) return null;
  const record = loadRecord(job.outDir, documentId);
  return record?.sha256 === sha256 ? record : null;
}

/**
 * Convert one document and commit its record, or find it done. Never throws for a bad document: that becomes a record
 * with status failed. Throws when the record cannot be written (the disk is full).
 */
export async function convertOne(input: InputFile, job: Job, load: () => Promise<ConvertSource>): Promise<Outcome> {
  const started = performance.now();
  const elapsed = (): number => Math.round(performance.now() - started);
  if (input.problem !== undefined) {
    const record = failedRecord(input, '', 'unreadable', input.problem, job.by + PASSING);
    saveRecord(job.outDir, record);
    return outcomeOf(record, false, elapsed());
  }
  let bytes: Buffer;
  try {
    bytes = await readLocation(input.location);
  } catch (error) {
    const record = failedRecord(input, '', 'unreadable', reason(error), job.by + PASSING);
    saveRecord(job.outDir, record);
    return outcomeOf(record, false, elapsed());
  }
  const identity = identityOf(input.name, bytes, job);
  const { sha256, documentId, by, corrections } = identity;
  const done = doneRecord(identity, job);
  if (done !== null) return outcomeOf(done, true, elapsed());
  // a pipeline that cannot be loaded is a fault of the installation, not of this document
  const convert = await load();
  let record: DocumentRecord;
  try {
    if (bytes.length === 0) throw new Error('the file is empty (0 bytes): download it again');
    const result = await convert({ name: input.name, bytes }, corrections.length === 0 ? job : { ...job, corrections });
    record = toRecord(result, { madeBy: by, withContacts: job.withContacts ?? false, documentId, sourceFile: input.name });
    if (record.status === 'failed' && record.error === '')
      record = { ...record, error: `${input.name}: could not be read; open it and see whether it is a document` };
  } catch (error) {
    record = failedRecord(input, sha256, 'unread', conversionProblem(error), by);
  }
  saveRecord(job.outDir, record);
  return outcomeOf(record, false, elapsed());
}

/** Commit the record of a document whose process was ended by a limit or by itself. The bytes are read again for the hash. */
export async function saveEnded(input: InputFile, job: Job, flag: string, problem: string): Promise<Outcome> {
  const sha256 = await readLocation(input.location)
    .then((bytes) => createHash('sha256').update(bytes).digest('hex'))
    .catch(() => '');
  const record = failedRecord(input, sha256, flag, problem, job.by + PASSING);
  saveRecord(job.outDir, record);
  return outcomeOf(record, false, 0);
}

/** What went wrong inside the pipeline, for a person. Errors of the PDF reader are known by their names. */
function conversionProblem(error: unknown): string {
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  if (name === 'PasswordException') return 'the PDF is encrypted: remove its password and convert it again';
  if (name === 'InvalidPDFException' || name === 'FormatError' || name === 'MissingPDFException')
    return `the PDF is damaged or cut off (${message}): download it again`;
  const first = message.split('\n')[0]!.trim();
  return first === '' ? 'could not be converted: please report it with the file' : first;
}

/** A document that could not be converted, as a record: name, hash, what happened and what to do. */
export function failedRecord(
  input: Pick<InputFile, 'name' | 'sourcePath'>,
  sha256: string,
  flag: string,
  problem: string,
  by: string,
): DocumentRecord {
  // without bytes there is no hash: the path keeps two unreadable files of one name apart
  const documentId = documentIdOf(input.name, sha256 || createHash('sha256').update(input.sourcePath).digest('hex'));
  const error = problem.startsWith(input.name) ? problem : `${input.name}: ${problem}`;
  return {
    made_by: by,
    document_id: documentId,
    source_file: input.name,
    sha256,
    media_type: '',
    pages: null,
    entity_name: '',
    document_type: '',
    fiscal_year: null,
    unit: '',
    status: 'failed',
    error,
    flags: [flag],
    tables: [],
    fields: [],
    statements: [],
    checks: [],
    source_errors: [],
    messages: [{ rule: `read/${flag}`, severity: 'error', text: error, page: null, line: null }],
  };
}
