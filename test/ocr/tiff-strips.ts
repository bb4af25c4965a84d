/** The bytes of the strips of a little-endian TIFF's first page. */
export function tiffStrips(bytes: Buffer): Buffer[] {
  const directory = bytes.readUInt32LE(4);
  const list = (tag: number): number[] => {
    for (let i = 0; i < bytes.readUInt16LE(directory); i++) {
      const entry = directory + 2 + 12 * i;
      if (bytes.readUInt16LE(entry) !== tag) continue;
      const short = bytes.readUInt16LE(entry + 2) === 3;
      const count = bytes.readUInt32LE(entry + 4);
      const from = count * (short ? 2 : 4) <= 4 ? entry + 8 : bytes.readUInt32LE(entry + 8);
      return Array.from({ length: count }, (_, k) => (short ? bytes.readUInt16LE(from + 2 * k) : bytes.readUInt32LE(from + 4 * k)));
    }
    return [];
  };
  const counts = list(279);
  return list(273).map((offset, i) => bytes.subarray(offset, offset + counts[i]!));
}
