/** A rectangle on a page: points, origin at the top left corner, x0 < x1 and y0 < y1. */
export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/**
 * Where something stands in its document.
 * `page` is 1-based; 0 where the source has no pages (a dump whose page breaks are lost).
 * `line` is the 1-based line of the source text; 0 where the source has no lines (a PDF).
 */
export interface Place {
  readonly page: number;
  readonly line: number;
  readonly box?: Box;
}
