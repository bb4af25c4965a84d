import type { OcrChoice } from './model/document.js';

/** What `--ocr` may name. */
export const OCR_CHOICES = ['auto', 'tesseract', 'pp-ocr', 'off'] as const satisfies readonly OcrChoice[];

/**
 * Fails before any document is read when an engine is asked for that is not installed: throws EngineMissing, whose message names
 * the packages. `auto` never fails here: it makes do with what there is.
 */
export async function needEngine(ocr: OcrChoice | undefined): Promise<void> {
  if (ocr !== 'pp-ocr') return;
  const { findPaddle } = await import('../parsers/ocr/paddle.js');
  findPaddle();
}
