import type { Source } from './model/document.js';
import type { Message } from './model/message.js';
import type { Page } from './model/page.js';
import type { ConvertOptions } from './model/document.js';

/** A source as pages, whatever it was. */
export interface ReadSource {
  readonly mediaType: string;
  /** 0 where the source has no pages. */
  readonly pageCount: number;
  readonly pages: readonly Page[];
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
    const { pages, pageCount, messages } = await readPdf(bytes, { pages: options.pages });
    return { mediaType: 'application/pdf', pageCount, pages, messages };
  }
  const known = KNOWN.find(({ magic }) => magic.some((head) => startsWith(bytes, head)));
  if (known) throw new Error(`${source.name}: this is ${known.what}. ${known.todo}`);
  if (bytes.length > 0 && bytes.subarray(0, 4096).includes(0) && !isUtf16(bytes)) {
    throw new Error(`${source.name}: this is neither a PDF nor text. Convert it to one of them first.`);
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

const KNOWN: readonly { magic: readonly string[]; what: string; todo: string }[] = [
  { magic: ['\x89PNG', '\xff\xd8\xff', 'II*\0', 'MM\0*'], what: 'a picture', todo: 'Pictures are not read yet; give the PDF it was taken from.' },
  { magic: ['PK\x03\x04'], what: 'a workbook, a Word file or an archive', todo: 'Unpack it, or save the workbook as PDF.' },
  { magic: ['\xd0\xcf\x11\xe0'], what: 'an old Office file', todo: 'Save it as PDF.' },
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
