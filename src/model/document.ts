import type { Correction, Replayed } from './correction.js';
import type { Check, Fact, Field, Indicator, SourceError, Statement } from './fact.js';
import type { Message } from './message.js';
import type { Place } from './place.js';
import type { TableKind, TableOrigin } from './table.js';

export type DocumentType = 'budget' | 'final_accounts' | 'performance' | 'other';
export type DocumentStatus = 'ok' | 'partial' | 'failed';

export type OcrChoice = 'auto' | 'pp-ocr' | 'tesseract' | 'off';

/** What is asked of one conversion. */
export interface ConvertOptions {
  /** Write fields that hold persons' contact data. Default false. */
  readonly withContacts?: boolean;
  /** Text encoding of a dump, when it is not UTF-8 or GB18030 by its own bytes. */
  readonly encoding?: string;
  /** What reads pages that are only pictures: `auto` (default) takes PP-OCR where it is installed, else Tesseract; `off` reports them unread. */
  readonly ocr?: OcrChoice;
  /** Processors that reading pictures may take (default 2); what is read is the same. */
  readonly processors?: number;
  /** Only these pages, 1-based; all when absent. */
  readonly pages?: readonly number[];
  /** What people have settled about this document; replayed. */
  readonly corrections?: readonly Correction[];
}

/** A source file: its name (no folder) and its bytes. */
export interface Source {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a document says about itself as a whole. */
export interface DocumentHead {
  readonly entityName: string;
  readonly documentType: DocumentType;
  /** 0 where none is known. */
  readonly fiscalYear: number;
  readonly unit: string;
}

/** A table as written to tables.csv. */
export interface TableSummary {
  readonly order: number;
  readonly tableNo: string;
  readonly title: string;
  readonly kind: TableKind;
  readonly unit: string;
  readonly origin: TableOrigin;
  readonly first: Place;
  readonly last: Place;
  readonly rows: number;
  readonly columns: readonly (readonly string[])[];
  readonly empty: boolean;
  readonly confidence: number;
  readonly flags: readonly string[];
}

/** Everything read from one source. */
export interface DocumentResult {
  readonly documentId: string;
  readonly sourceFile: string;
  readonly sha256: string;
  readonly mediaType: string;
  readonly pages: number;
  readonly head: DocumentHead;
  readonly status: DocumentStatus;
  readonly error: string;
  readonly flags: readonly string[];
  readonly tables: readonly TableSummary[];
  readonly facts: readonly Fact[];
  readonly indicators: readonly Indicator[];
  readonly fields: readonly Field[];
  readonly statements: readonly Statement[];
  readonly checks: readonly Check[];
  /** Where the document contradicts itself. */
  readonly errors?: readonly SourceError[];
  /** Corrections by people and what became of them; absent where there are none. */
  readonly corrections?: readonly Replayed[];
  readonly messages: readonly Message[];
}
