/** Longest stem kept: with the hash, an ending and a temporary suffix it stays under 255 bytes of UTF-8 (3 a Chinese character). */
const STEM_BYTES = 200;

/**
 * The key of a document: the source file's stem, made safe for a file name, then `-` and the first 8 hex digits of the
 * file's SHA-256. `name` may have folders in front; only the last part counts. Characters that a file system or a shell
 * treats specially become `_`; a name with nothing left is `document`.
 */
export function documentIdOf(name: string, sha256: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? '';
  const stem = base.replace(/(?!^)\.[A-Za-z0-9]{1,8}$/, '');
  const safe = stem
    .normalize('NFC')
    .replace(
      /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\ufeff\ufffd\s<>:"/\\|?*'`$&;#%!]+/gu,
      '_',
    );
  return `${trimToBytes(safe.replace(/^[._-]+|[._-]+$/g, ''), STEM_BYTES) || 'document'}-${sha256.slice(0, 8)}`;
}

function trimToBytes(text: string, limit: number): string {
  if (Buffer.byteLength(text) <= limit) return text;
  let kept = '';
  for (const character of text) {
    if (Buffer.byteLength(kept + character) > limit) break;
    kept += character;
  }
  return kept;
}
