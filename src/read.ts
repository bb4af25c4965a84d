import type { Source } from './model/document.js';
import type { Message } from './model/message.js';
import type { Line, Page } from './model/page.js';
import type { Sheet } from './model/sheet.js';
import type { ConvertOptions } from './model/document.js';

/** A source as pages, whatever it was. */
export interface ReadSource {
  readonly mediaType: string;
  /** 0 where the source has no pages. */
  readonly pageCount: number;
  readonly pages: readonly Page[];
  /** Sheets of a workbook, tables of a web page; absent for anything else. */
  readonly sheets?: readonly Sheet[];
  /** Running text beside the tables of a web page, paragraph by paragraph. */
  readonly text?: readonly (readonly Line[])[];
  readonly messages: readonly Message[];
}

/**
 * Bytes → pages: the parser is picked by content, not by the name. Parsers are loaded when first needed.
 * Throws an error that says what the file is and what to do when it is none that can be read.
 */
export async function read(source: Source, options: ConvertOptions): Promise<ReadSource> {
  const { bytes } = source;
  if (startsWith(bytes, '%PDF-')) {
    const { readPdf } = await import('../parsers/pdf/pdf.js');
    const { pageCount, ...text } = await readPdf(bytes, { pages: options.pages });
    const { pages, messages } = await withScans(bytes, text, options);
    return { mediaType: 'application/pdf', pageCount, pages, messages };
  }
  const picture = PICTURES.find(({ magic }) => magic.some((head) => startsWith(bytes, head)));
  if (picture) {
    if (options.ocr === 'off') throw new Error(`${source.name}: this is a picture, and reading pictures is turned off. Convert it with --ocr auto.`);
    const { readPictureFile } = await import('../parsers/ocr/scans.js');
    return { mediaType: picture.mediaType, ...(await readPictureFile(source.name, bytes, options)) };
  }
  const workbook = WORKBOOKS.find(({ magic, inside }) => startsWith(bytes, magic) && inside.some((name) => holds(bytes, name)));
  if (workbook) {
    const { readWorkbook } = await import('../parsers/sheets/workbook.js');
    return ofSheets(source.name, workbook.mediaType, await opened(source.name, 'workbook', readWorkbook(bytes)), options);
  }
  if (startsWith(bytes, 'PK\x03\x04') && holds(bytes, 'word/document')) {
    const { readWord } = await import('../parsers/word/word.js');
    return ofPage(source.name, WORD, await opened(source.name, 'Word document', readWord(bytes)), options);
  }
  const known = KNOWN.find(({ magic, binary }) => magic.some((head) => startsWith(bytes, head)) && (!binary || bytes.subarray(0, 64).includes(0)));
  if (known) throw new Error(`${source.name}: this is ${known.what}. ${known.todo}`);
  if (bytes.length > 0 && bytes.subarray(0, 4096).includes(0) && !isUtf16(bytes) && !/^utf-?16/i.test(options.encoding ?? '')) {
    throw new Error(`${source.name}: this is neither a PDF nor text. Convert it to one of them first.`);
  }
  if (isWebPage(bytes)) {
    const { readWebPage } = await import('../parsers/sheets/workbook.js');
    return ofPage(source.name, 'text/html', await readWebPage(decoded(bytes, options.encoding)), options);
  }
  if (/\.(?:csv|tsv)$/i.test(source.name)) {
    const { readSeparated } = await import('../parsers/sheets/workbook.js');
    return ofSheets(source.name, 'text/csv', await readSeparated(source.name.replace(/\.[^.]*$/, ''), decoded(bytes, options.encoding)), options);
  }
  const { readTextDump } = await import('../parsers/text-dump/text-dump.js');
  const { pages, messages } = readTextDump(bytes, options.encoding);
  if (pages.every((page) => page.lines.length === 0)) throw new Error(`${source.name}: there is no text in it. If it is a scan, give the PDF or the picture.`);
  const wanted = options.pages;
  const numbered = pages.some((page) => page.number > 0);
  return {
    mediaType: 'text/plain',
    pageCount: numbered ? pages.length : 0,
    pages: wanted && numbered ? pages.filter((page) => wanted.includes(page.number)) : pages,
    messages,
  };
}

/** Workbooks, by what must stand in the file: the main part of the package, the stream of the old format. */
const WORKBOOKS: readonly { magic: string; inside: readonly string[]; mediaType: string }[] = [
  { magic: 'PK\x03\x04', inside: ['xl/workbook.xml', 'xl/workbook.bin'], mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  { magic: '\xd0\xcf\x11\xe0', inside: ['W\0o\0r\0k\0b\0o\0o\0k\0', 'B\0o\0o\0k\0'], mediaType: 'application/vnd.ms-excel' },
];

async function opened<T>(name: string, what: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw new Error(`${name}: this ${what} cannot be opened (${(error as Error).message}). If it opens in an office program, save it anew, or as PDF; else download it again.`, { cause: error });
  }
}

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Tables and the paragraphs beside them; where there are no tables the paragraphs are read as any text. */
async function ofPage(name: string, mediaType: string, page: Pick<ReadSource, 'messages'> & { sheets: readonly Sheet[]; text: readonly (readonly Line[])[] }, options: ConvertOptions): Promise<ReadSource> {
  if (page.sheets.length > 0) return { ...ofSheets(name, mediaType, page, options), ...(options.pages ? {} : { text: page.text }) };
  if (page.text.length === 0) throw new Error(`${name}: there is no text in it. If it shows pictures of pages, save it as PDF.`);
  const { readTextDump } = await import('../parsers/text-dump/text-dump.js');
  const { pages, messages } = readTextDump(Buffer.from(page.text.map((lines) => lines.map(({ text }) => text).join('\n')).join('\n\n')), 'utf-8');
  return { mediaType, pageCount: 0, pages, messages: [...page.messages, ...messages] };
}

function ofSheets(name: string, mediaType: string, { sheets, messages }: Pick<ReadSource, 'messages'> & { sheets: readonly Sheet[] }, options: ConvertOptions): ReadSource {
  if (sheets.length === 0) throw new Error(`${name}: there are no cells with text in it.`);
  return { mediaType, pageCount: sheets.at(-1)!.number, pages: [], sheets: options.pages ? sheets.filter((sheet) => options.pages!.includes(sheet.number)) : sheets, messages };
}

const holds = (bytes: Uint8Array, text: string): boolean => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(text, 'latin1'));

/** Markup with a table in it. */
function isWebPage(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1').replaceAll('\0', '');
  return /^\s*(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<(?:!doctype\s+html|html|head|body|table|meta)\b/i.test(head) && (holds(bytes, '<t') || holds(bytes, '<\0t'));
}

/** Text of a page or of separated values: in the encoding that was told, UTF-16 with its mark, UTF-8, what it names, or GB18030. */
function decoded(bytes: Uint8Array, told: string | undefined): string {
  const marked = isUtf16(bytes) ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : undefined;
  if (told ?? marked) return new TextDecoder(told ?? marked).decode(bytes);
  const named = /charset\s*=\s*["']?([\w-]+)/i.exec(Buffer.from(bytes.subarray(0, 2048)).toString('latin1'))?.[1];
  for (const name of ['utf-8', named ?? 'gb18030']) {
    try {
      return new TextDecoder(name, { fatal: true }).decode(bytes);
    } catch {
      // not in this one, or no encoding of that name
    }
  }
  return new TextDecoder('gb18030').decode(bytes);
}

/** Pages that are pictures, or whose text cannot be decoded, are read from their pictures; the reader is loaded for them only. */
async function withScans(bytes: Uint8Array, text: Pick<ReadSource, 'pages' | 'messages'>, options: ConvertOptions): Promise<Pick<ReadSource, 'pages' | 'messages'>> {
  if (!text.pages.some((page) => page.textLayer === 'none' || page.textLayer === 'garbled')) return text;
  const { leftUnread, readScannedPages } = await import('../parsers/ocr/scans.js');
  if (options.ocr === 'off') return { ...text, messages: leftUnread(text.messages) };
  return readScannedPages(bytes, text, options);
}

const PICTURES: readonly { magic: readonly string[]; mediaType: string }[] = [
  { magic: ['\x89PNG'], mediaType: 'image/png' },
  { magic: ['\xff\xd8\xff'], mediaType: 'image/jpeg' },
  { magic: ['II*\0', 'MM\0*'], mediaType: 'image/tiff' },
  { magic: ['\0\0\0\x0cjP  '], mediaType: 'image/jp2' },
];

/** `binary`: letters that a text may begin with too; bytes of no text stand behind them. */
const KNOWN: readonly { magic: readonly string[]; what: string; todo: string; binary?: true }[] = [
  { magic: ['PK\x03\x04'], what: 'an archive, or an Office file that is neither a workbook nor a Word document', todo: 'Unpack it, or save it as PDF.' },
  { magic: ['\xd0\xcf\x11\xe0'], what: 'an old Office file', todo: 'Save it as .docx or PDF.' },
  { magic: ['II+\0', 'MM\0+'], what: 'a TIFF picture of the large kind (BigTIFF)', todo: 'Save it as TIFF, PNG or PDF.' },
  { magic: ['GIF8'], what: 'a GIF picture', todo: 'Save it as PNG or PDF.' },
  { magic: ['RIFF'], what: 'a WebP picture', todo: 'Save it as PNG or PDF.', binary: true },
  { magic: ['BM'], what: 'a BMP picture', todo: 'Save it as PNG or PDF.', binary: true },
  { magic: ['AT&TFORM'], what: 'a DjVu document', todo: 'Save it as PDF.' },
  { magic: ['\x1f\x8b', '7z\xbc\xaf', 'Rar!'], what: 'an archive', todo: 'Unpack it first.' },
];

/** The magic bytes may stand behind a few stray bytes in a PDF; elsewhere they lead. */
function startsWith(bytes: Uint8Array, head: string): boolean {
  const reach = head === '%PDF-' ? Math.min(1024, bytes.length - head.length) : 0;
  for (let at = 0; at <= reach; at++) {
    let i = 0;
    while (i < head.length && bytes[at + i] === head.charCodeAt(i)) i++;
    if (i === head.length) return true;
  }
  return false;
}

const isUtf16 = (bytes: Uint8Array): boolean => (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
