import type { TableKind } from '../model/table.js';

const SECOND_LEVEL = /^(?:数量|质量|时效|成本|经济成本|经济效益|社会效益|生态效益|可持续影响|服务对象满意度)指标$/;
/** Different ones of these make a form of indicators. */
const SECOND_LEVELS = 3;

/** Performance tables are known by their header cells, white space removed, where the title says nothing. */
export function kindByCells(cells: readonly string[], title: string): TableKind | null {
  const has = (pattern: RegExp) => cells.some((t) => pattern.test(t));
  if (!has(/^(?:一级|1级|Ⅰ级)指标$/) || !(has(/^(?:二级|2级)指标$/) || has(/^(?:三级|3级)指标/))) {
    // No heads above the indicators: their second levels say what they are.
    return new Set(cells.filter((t) => SECOND_LEVEL.test(t))).size >= SECOND_LEVELS && has(/名称$/) ? 'performance_target' : null;
  }
  if (has(/^(?:得分|自评得分|实际完成值|全年实际值|完成值|实际完成情况)/)) {
    return /整体/.test(title) || has(/整体支出|部门（单位）名称|部门整体/) ? 'performance_self_evaluation_overall' : 'performance_self_evaluation_project';
  }
  return 'performance_target';
}
