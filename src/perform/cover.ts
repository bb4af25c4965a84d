import type { Field } from '../model/fact.js';
import type { NarrativeRegion } from '../model/grid.js';
import type { PerformanceRules } from '../../rules/performance/performance.js';

/** Lines a cover may have. */
const COVER_LINES = 14;
const DATE = /^20\d\d年\d{1,2}月(?:\d{1,2}日)?$/;

/** Label–value lines of a report's cover (项目名称：…), before its first numbered heading; its date as the field 日期. */
export function coverFields(region: NarrativeRegion, rules: PerformanceRules, confidence: Field['confidence']): Field[] {
  const fields: Field[] = [];
  const from = { table: 0, tableNo: '封面', contact: false, confidence, flags: [] };
  let labels = 0;
  for (const line of region.lines.slice(0, COVER_LINES)) {
    const text = line.text.replace(/[\s\u3000]+/g, '');
    if (/^(?:一|第一部分|[(（]一)[、）)]?/.test(text)) break;
    const pair = /^([^：:]{2,16})[：:](.+)$/.exec(text);
    const meaning = pair ? rules.labelOf(`${pair[1]!}:`) : null;
    if (pair && meaning) {
      fields.push({ ...from, contact: meaning.contact, field: pair[1]!, value: line.text.trim().replace(/^[^：:]*[：:]/, '').replace(/[\s\u3000]+/g, ''), place: line.place });
      labels++;
    } else if (DATE.test(text) && labels > 0) fields.push({ ...from, field: '日期', value: text, place: line.place });
  }
  return labels >= 2 ? fields : [];
}
