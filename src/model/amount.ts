/**
 * An exact figure as printed: `digits / 10 ** scale`.
 * `printed` keeps the source's own spelling (separators, sign, broken pieces joined by a blank).
 */
export interface Amount {
  readonly digits: bigint;
  readonly scale: number;
  readonly printed: string;
}

/** Money units a document prints its figures in. */
export type MoneyUnit = '元' | '千元' | '万元' | '百万元' | '亿元';
