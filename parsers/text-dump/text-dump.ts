import type { Line, Page, Run } from '../../src/model/page.js';
import type { Message } from '../../src/model/message.js';
import { plainText } from '../../src/text/full-width.js';

export interface TextDump {
  readonly pages: readonly Page[];
  /** The encoding the bytes were read with. */
  readonly encoding: string;
  readonly messages: readonly Message[];
}

/**
 * Read a bare text dump: UTF-8 with or without a byte order mark, UTF-16 with one, else GB18030.
 * Form feeds start a new page; a dump without them is one page numbered 0, because its page breaks are lost.
 * Every run keeps the 1-based line it stands on; line ends may be \n, \r\n or \r.
 */
export function readTextDump(bytes: Uint8Array, encoding?: string): TextDump {
  const name = encoding ?? encodingOf(bytes);
  const text = new TextDecoder(name).decode(bytes);
  const messages: Message[] = [];
  const lost = text.split('\uFFFD').length - 1;
  if (lost > 0) {
    messages.push({
      rule: 'read/undecodable-characters',
      severity: 'warning',
      text: `${lost} characters cannot be read as ${name}; name the encoding with --encoding.`,
      place: { page: 0, line: 1 },
    });
  }
  const hasPages = text.includes('\f');
  const pages: Page[] = [];
  let lines: Line[] = [];
  let blanks = 0;
  let number = hasPages ? 1 : 0;
  let lineNo = 0;
  const close = () => {
    pages.push({ number, form: 'dump', lines, width: 0, height: 0, rulings: [] });
    lines = [];
  };
  for (const raw of text.split(/\r\n|\n|\r/)) {
    lineNo++;
    const parts = raw.split('\f');
    for (const [i, part] of parts.entries()) {
      if (i > 0) {
        close();
        number++;
        blanks = 0;
      }
      const line = readLine(part, lineNo, number, blanks);
      if (line) {
        lines.push(line);
        blanks = 0;
      } else if (i === 0) blanks++;
    }
  }
  close();
  return { pages, encoding: name, messages };
}

function readLine(raw: string, line: number, page: number, blankBefore: number): Line | null {
  const text = plainText(raw);
  if (/^[\s\u3000]*$/.test(text)) return null;
  const place = { page, line };
  const runs: Run[] = text.split(/[\s\u3000]+/).filter((piece) => piece !== '').map((piece) => ({ text: piece, place }));
  // One U+3000 for 款, two for 项 in front of a code: measured before the text is trimmed.
  const indent = /^[ \t]*(\u3000*)/.exec(text)?.[1]?.length ?? 0;
  return { text: text.replace(/[ \t\u3000]+$/, ''), runs, indent, blankBefore, place };
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}
