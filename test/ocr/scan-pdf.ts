/** A scan of so many pages, each of the JPEG pictures given one below the other, as a scanner writes it. */
export function scanPdf(pictures: readonly Buffer[], pages: number, dpi: number): Buffer {
  const sizes = pictures.map(sizeOf);
  const width = Math.max(...sizes.map((s) => s.width));
  const height = sizes.reduce((sum, s) => sum + s.height, 0);
  const point = 72 / dpi;
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = parts[0]!.length;
  const add = (body: string, stream?: Buffer): number => {
    offsets.push(length);
    const chunk = Buffer.concat([Buffer.from(`${offsets.length} 0 obj\n${body}\n`), ...(stream ? [Buffer.from('stream\n'), stream, Buffer.from('\nendstream\n')] : []), Buffer.from('endobj\n')]);
    parts.push(chunk);
    length += chunk.length;
    return offsets.length;
  };
  const kids: number[] = [];
  const tree = pages * (pictures.length + 2) + 1;
  for (let page = 0; page < pages; page++) {
    let y = height;
    let content = '';
    const names = pictures.map((picture, i) => {
      const { width: w, height: h } = sizes[i]!;
      y -= h;
      content += `q ${w * point} 0 0 ${h * point} 0 ${y * point} cm /I${i} Do Q\n`;
      return `/I${i} ${add(`<< /Type /XObject /Subtype /Image /Width ${w} /Height ${h} /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode /Length ${picture.length} >>`, picture)} 0 R`;
    });
    const drawing = add(`<< /Length ${content.length} >>`, Buffer.from(content));
    kids.push(add(`<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${width * point} ${height * point}] /Resources << /XObject << ${names.join(' ')} >> >> /Contents ${drawing} 0 R >>`));
  }
  add(`<< /Type /Pages /Count ${pages} /Kids [${kids.map((k) => `${k} 0 R`).join(' ')}] >>`);
  add(`<< /Type /Catalog /Pages ${tree} 0 R >>`);
  const table = offsets.map((o) => `${String(o).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(Buffer.from(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${table}trailer << /Size ${offsets.length + 1} /Root ${tree + 1} 0 R >>\nstartxref\n${length}\n%%EOF\n`));
  return Buffer.concat(parts);
}

function sizeOf(jpeg: Buffer): { width: number; height: number } {
  for (let at = 2; at + 9 < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    const marker = jpeg[at + 1]!;
    if (marker >= 0xc0 && marker <= 0xc2) return { width: jpeg.readUInt16BE(at + 7), height: jpeg.readUInt16BE(at + 5) };
  }
  throw new Error('not a JPEG picture');
}
