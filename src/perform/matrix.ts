import type { Field } from '../model/fact.js';
import type { TableRegion } from '../model/grid.js';
import type { Token } from './tokens.js';

/** Text tables with a label a row and a text a column (安排科学性 | 情况说明 | 存在问题和改进措施). */
export function matrixFields(region: TableRegion, tokens: readonly Token[]): Field[] {
  void region;
  void tokens;
  return [];
}
