import type { Message } from '../../src/model/message.js';
import { readWebPage } from '../sheets/workbook.js';

export type ReadWordFile = Awaited<ReturnType<typeof readWebPage>>;

/** Ends of what is a line of its own to a reader. */
const BLOCK_END = /<\/(?:p|h[1-6]|li|tr)>/g;

/**
 * A Word document (.docx) as its reader sees it: its tables with their merged cells, the paragraphs above and between them.
 * Text struck out by tracked changes is gone, text they add is there. Line: the paragraph or row of the document.
 * Throws what mammoth throws when the bytes are no such document.
 */
export async function readWord(bytes: Uint8Array): Promise<ReadWordFile> {
  const { default: mammoth } = await import('mammoth');
  let pictures = 0;
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
    {
      convertImage: mammoth.images.imgElement(async () => {
        pictures++;
        return { src: '' };
      }),
    },
  );
  const read = await readWebPage(value.replace(BLOCK_END, '$&\n'));
  return pictures === 0 ? read : { ...read, messages: [...read.messages, leftOut(pictures)] };
}

const leftOut = (pictures: number): Message => ({
  rule: 'read/pictures-in-text',
  severity: 'note',
  text: `The document holds ${pictures === 1 ? 'a picture, which was' : `${pictures} pictures, which were`} left out. If a picture shows a table, save the document as PDF and convert that.`,
  place: { page: 0, line: 0 },
});
