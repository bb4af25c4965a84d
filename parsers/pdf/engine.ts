import { createRequire } from 'node:module';
import { dirname } from 'node:path';

export type Engine = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

let loaded: Promise<{ engine: Engine; folder: string }> | null = null;

/** pdfjs-dist, legacy build: the modern one needs browser globals (DOMMatrix). Loaded once, and only for PDFs. */
export function loadEngine(): Promise<{ engine: Engine; folder: string }> {
  loaded ??= (async () => {
    const require = createRequire(import.meta.url);
    const folder = dirname(require.resolve('pdfjs-dist/package.json'));
    // The legacy build replaces these three for the whole process by ones that are many times slower (repairs for arrays
    // of unwritable length and for JSON.rawJSON, which nobody here uses): the native ones are put back.
    const { push } = Array.prototype;
    const { parse, stringify } = JSON;
    const putBack = () => {
      Object.defineProperty(Array.prototype, 'push', { value: push, writable: true, configurable: true, enumerable: false });
      JSON.parse = parse;
      JSON.stringify = stringify;
    };
    const engine = (await import('pdfjs-dist/legacy/build/pdf.mjs')) as Engine;
    // The worker's half is a module of its own and does the same again.
    await import('pdfjs-dist/legacy/build/pdf.worker.mjs' as string);
    putBack();
    return { engine, folder };
  })();
  return loaded;
}

/** How every PDF is opened: nothing outside the package folder is read, nothing is evaluated. The engine takes the bytes over, so it gets a copy. */
export const engineOptions = (bytes: Uint8Array, folder: string) => ({
  data: new Uint8Array(bytes),
  cMapUrl: `${folder}/cmaps/`,
  cMapPacked: true,
  standardFontDataUrl: `${folder}/standard_fonts/`,
  wasmUrl: `${folder}/wasm/`,
  iccUrl: `${folder}/iccs/`,
  useSystemFonts: false,
  isEvalSupported: false,
  isOffscreenCanvasSupported: false,
  verbosity: 0,
});

/**
 * For a reader that draws nothing, beside engineOptions: without a place to keep fonts the engine turns every glyph into
 * an outline (a tenth of the time of a page), so it gets one that keeps none. `maxImageSize` leaves pictures undecoded
 * and out of the operator list.
 */
export const undrawn = (pictures: boolean) => {
  const scope = globalThis as { FontFace?: unknown };
  scope.FontFace ??= class {};
  return { disableFontFace: false, ownerDocument: { fonts: { add: () => {}, delete: () => {} } } as never, ...(pictures ? {} : { maxImageSize: 0 }) };
};
