/**
 * A PDF writer for fixtures: text in a font that is not embedded (STSong-Light, UniGB-UCS2-H), rules, rectangles, clips.
 * Points, origin at the top left as a person reads the page; Han letters are one em wide, ASCII half an em.
 */
export type Draw =
  | { text: string; x: number; y: number; size?: number; right?: boolean; hidden?: boolean }
  | { rule: [number, number, number, number]; filled?: boolean; white?: boolean }
  | { clip: [number, number, number, number]; draw: Draw[] }
  | { raw: string };

export interface PageSpec {
  readonly draw: readonly Draw[];
  readonly width?: number;
  readonly height?: number;
  readonly rotate?: 0 | 90 | 180 | 270;
}

export const widthOf = (text: string, size: number): number => [...text].reduce((sum, c) => sum + (c.codePointAt(0)! < 0x100 ? 0.5 : 1), 0) * size;

export function makePdf(pages: readonly PageSpec[]): Uint8Array {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add('');
  add('<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>');
  add('<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /W [1 95 500 814 907 500] /FontDescriptor 5 0 R >>');
  add('<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>');
  add('<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n\x40\nendstream');
  const kids: number[] = [];
  for (const { draw, width = 595, height = 842, rotate = 0 } of pages) {
    const content = draw.map((d) => operators(d, height)).join('\n');
    const stream = add(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
    kids.push(add(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Rotate ${rotate} /Contents ${stream} 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /Im 6 0 R >> >> >>`));
  }
  objects[1] = `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((k) => `${k} 0 R`).join(' ')}] >>`;
  let out = '%PDF-1.4\n';
  const offsets = objects.map((body, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const xref = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((o) => `${String(o).padStart(10, '0')} 00000 n \n`).join('')}`;
  out += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return Uint8Array.from(out, (c) => c.charCodeAt(0) & 255);
}

function operators(d: Draw, height: number): string {
  if ('raw' in d) return d.raw;
  if ('rule' in d) {
    const [x0, y0, x1, y1] = d.rule;
    const paint = d.white ? '1 g 1 G' : '0 g 0 G';
    if (d.filled || d.white) return `${paint} ${x0} ${height - y1} ${x1 - x0} ${y1 - y0} re f`;
    return `${paint} 0.5 w ${x0} ${height - y0} m ${x1} ${height - y1} l S`;
  }
  if ('clip' in d) {
    const [x0, y0, x1, y1] = d.clip;
    return `q ${x0} ${height - y1} ${x1 - x0} ${y1 - y0} re W n\n${d.draw.map((e) => operators(e, height)).join('\n')}\nQ`;
  }
  const { text, y, size = 9, right, hidden } = d;
  const x = right ? d.x - widthOf(text, size) : d.x;
  const hex = [...text].map((c) => c.charCodeAt(0).toString(16).padStart(4, '0')).join('');
  return `BT 0 g ${hidden ? 3 : 0} Tr /F1 ${size} Tf 1 0 0 1 ${x} ${height - y - 0.86 * size} Tm <${hex}> Tj ET`;
}

/** A ruled table: column edges, row height, and rows of cells. '' is an empty cell; `null` joins the cell to its left neighbour; `'^'` to the one above. Figures are set right. */
export function ruledTable(xs: readonly number[], top: number, rowHeight: number, rows: readonly (readonly (string | null)[])[], size = 9): Draw[] {
  const out: Draw[] = [];
  const y = (r: number) => top + r * rowHeight;
  for (let r = 0; r <= rows.length; r++) {
    for (let c = 0; c + 1 < xs.length; c++) {
      const joined = r > 0 && r < rows.length && rows[r]![c] === '^';
      if (!joined) out.push({ rule: [xs[c]!, y(r), xs[c + 1]!, y(r)] });
    }
  }
  for (const [r, row] of rows.entries()) {
    for (let c = 0; c < xs.length; c++) if (c === 0 || c === xs.length - 1 || row[c] !== null) out.push({ rule: [xs[c]!, y(r), xs[c]!, y(r + 1)] });
    for (const [c, text] of row.entries()) {
      if (text === null || text === '' || text === '^') continue;
      let end = c + 1;
      while (row[end] === null) end++;
      let depth = 1;
      while (rows[r + depth]?.[c] === '^') depth++;
      const lines = text.split('\n');
      const middle = y(r) + (depth * rowHeight) / 2;
      lines.forEach((line, i) => {
        const ly = middle + (i - lines.length / 2) * size * 1.2;
        const figure = /^-?[\d,.]+$/.test(line) && line.includes('.');
        if (figure) out.push({ text: line, x: xs[end]! - 3, y: ly, size, right: true });
        else out.push({ text: line, x: xs[c]! + 3, y: ly, size });
      });
    }
  }
  return out;
}
