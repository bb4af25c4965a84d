import { squeeze } from '../text/full-width.js';
import { withoutOrdinal } from '../text/ordinals.js';

const OF_WHICH = /^其中[:：]?/;
/** A code printed in front of the name, when an earlier stage left it there: `[2080505]机关…`, `2080505-机关…`. */
const CODE = /^[[［【(（]?\d{3,9}[\]］】)）]?[-—－_.、:：\s]*(?=\p{Script=Han})/u;

/** The name in a label: without 其中：, ordinals and a code in front. `其中：（一）工资福利支出` → `工资福利支出`. */
export function bareLabel(label: string): string {
  let bare = squeeze(label).replace(OF_WHICH, '');
  for (let i = 0; i < 2; i++) {
    const next = withoutOrdinal(bare).replace(OF_WHICH, '');
    if (next === bare) break;
    bare = next;
  }
  return bare.replace(CODE, '');
}
