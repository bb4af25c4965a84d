import { ordinalOf, withoutOrdinal } from '../text/ordinals.js';
import type { Item } from './items.js';
import { isTotalLabel } from './items.js';

/** States kept while the items of a table are dealt out to its blocks; ordinals decide, so few are ever close. */
const BEAM = 24;

/** What can be said about the block of a label: a score a block, higher is likelier. */
type Affinity = (item: Item) => readonly number[];

export interface BlockedItem {
  readonly item: Item;
  readonly block: number;
  /** 1-based printed row. */
  readonly row: number;
}

const REVENUE = /收入|^一般公共预算$|^政府性基金(?:预算)?$|^国有资本经营(?:预算)?$|拨款|上年|年初|期初|动用|使用非财政|事业基金弥补|弥补收支|资金$|结余资金|专户/;
const EXPENDITURE = /支出|年末|年终|期末|结转下年|下年|结余分配|转入事业基金|经费|服务|补助$|用于|未安排/;

/** Affinity of a label to the blocks of a two-sided summary: income words left, expenditure words right. */
export function summaryAffinity(blocks: number, heads: readonly string[], classOf: (label: string) => string): Affinity {
  return (item) => {
    const label = item.labels.join('');
    const scores = Array<number>(blocks).fill(0);
    if (label === '') return scores;
    const bare = withoutOrdinal(label);
    const system = classOf(bare);
    const expenditure = /支出/.test(bare) || (EXPENDITURE.test(bare) && !REVENUE.test(bare));
    const revenue = !/支出/.test(bare) && REVENUE.test(bare);
    if (revenue) scores[0]! += 3;
    if (expenditure) for (let b = 1; b < blocks; b++) scores[b]! += 3;
    if (blocks > 2 && system !== '') {
      for (let b = 1; b < blocks; b++) {
        const head = heads[b] ?? '';
        if (system === 'functional' && /功能/.test(head)) scores[b]! += 2;
        if (system === 'department' && /部门|用途|^项目/.test(head)) scores[b]! += 2;
        if (system === 'government' && /政府/.test(head)) scores[b]! += 2;
      }
      if (!expenditure) for (let b = 1; b < blocks; b++) scores[b]! += 1;
    }
    return scores;
  };
}

interface State {
  readonly score: number;
  readonly block: number;
  readonly row: number;
  /** Last ordinal of each block, by style. */
  readonly last: readonly Readonly<Record<string, number>>[];
  readonly picks: Pick | null;
}
interface Pick {
  readonly block: number;
  readonly row: number;
  readonly above: Pick | null;
}

/**
 * Deal the items of a side-by-side table out to its blocks and rows, in print order.
 * Within a printed row blocks go left to right; a block's ordinals go on counting (八、 follows 七、); 行次 of one side
 * stay below those of the other; the words of the label tell income from expenditure.
 */
export function dealOut(items: readonly Item[], blocks: number, affinity: Affinity): BlockedItem[] {
  const rightStart = rightOrdinals(items);
  let beam: State[] = [{ score: 0, block: blocks - 1, row: 0, last: Array.from({ length: blocks }, () => ({})), picks: null }];
  for (const [i, item] of items.entries()) {
    const scores = affinity(item);
    const label = item.labels.join('');
    const ordinal = ordinalOf(label);
    const next: State[] = [];
    for (const state of beam) {
      for (let block = 0; block < blocks; block++) {
        const sameRow = block > state.block;
        let score = state.score + scores[block]!;
        const above = items[i - 1];
        const sameLine = above?.place.line === item.place.line && item.index > above.index;
        if (sameLine && !sameRow) score -= 4;
        if (!sameLine && sameRow && item.ordinal === null && above?.ordinal === null && item.index === 0) score -= 1;
        if (item.ordinal !== null && rightStart > 0 && blocks === 2) score += (item.ordinal >= rightStart) === (block === 1) ? 20 : -20;
        if (ordinal) {
          const last = state.last[block]![ordinal.style];
          if (last !== undefined && ordinal.value === last + 1) score += 3;
          else if (ordinal.value === 1) score += last === undefined ? 1.5 : 0.5;
          else if (last === undefined) score -= 1;
          else score -= ordinal.value > last ? 1 : 3;
        } else if (isTotalLabel(label) && !sameLine && block === 0) score += 0.5;
        const last = ordinal ? state.last.map((seen, b) => (b === block ? { ...seen, [ordinal.style]: ordinal.value } : seen)) : state.last;
        const row = sameRow ? Math.max(1, state.row) : state.row + 1;
        next.push({ score, block, row, last, picks: { block, row, above: state.picks } });
      }
    }
    next.sort((a, b) => b.score - a.score);
    beam = next.slice(0, BEAM);
  }
  const picks: Pick[] = [];
  const allBlocks = Array.from({ length: blocks }, (_, b) => b).join();
  for (let pick = beam[0]?.picks ?? null; pick; pick = pick.above) picks.unshift(pick);
  const onLine = new Map<string, number[]>();
  items.forEach((item, i) => onLine.set(lineOf(item), [...(onLine.get(lineOf(item)) ?? []), picks[i]!.block]));
  for (const [i, item] of items.entries()) {
    // 本年收入合计 x 本年支出合计 y 本年支出合计 y 本年支出合计 y: a line with an item of every block, in their order.
    if (onLine.get(lineOf(item))!.join() === allBlocks) continue;
    if (isOpen(item, items[i - 1], items[i + 1], affinity(item), blocks)) item.flags.add('block-inferred');
  }
  return items.map((item, i) => ({ item, block: picks[i]!.block, row: picks[i]!.row }));
}

const lineOf = ({ place }: Item): string => `${place.page}|${place.line}`;

/** Nothing but its neighbours says which block the item is in: no ordinal, no 行次, words that fit several blocks, alone on its line or between more than two. */
function isOpen(item: Item, above: Item | undefined, below: Item | undefined, scores: readonly number[], blocks: number): boolean {
  if (item.ordinal !== null || item.cells.length === 0) return false;
  const best = Math.max(...scores);
  if (scores.filter((score) => score === best).length < 2) return false;
  const paired = [above, below].some((other) => other !== undefined && other.place.line === item.place.line);
  if (blocks === 2 && paired) return false;
  return blocks > 2 ? ordinalOf(item.labels.join('')) === null : true;
}

/** First 行次 of the right side: the ordinals of both sides count up separately, the right one from where the left ends. 0 when there are none. */
function rightOrdinals(items: readonly Item[]): number {
  const seen = items.flatMap((item) => (item.ordinal === null ? [] : [item.ordinal]));
  if (seen.length < 4) return 0;
  // The left side counts 1, 2, 3 …; the first number out of turn opens the right side.
  let expected = 1;
  for (const n of seen) {
    if (n !== expected) return n > expected ? n : 0;
    expected++;
  }
  return 0;
}

/**
 * Deal coded items out to side-by-side blocks of economic classes (301 | 302 | 307): where several stand in one printed
 * line, their order tells the block of their class; totals go where their words say.
 */
export function dealOutCodes(items: readonly Item[], blocks: number): BlockedItem[] {
  const votes = new Map<string, number[]>();
  const vote = (code: string, block: number) => {
    const key = code.slice(0, 3);
    const seen = votes.get(key) ?? Array<number>(blocks).fill(0);
    seen[block]!++;
    votes.set(key, seen);
  };
  const codeOf = (item: Item) => item.codes.at(-1) ?? '';
  for (let i = 0; i < items.length; ) {
    // A printed row: codes that do not go back to a class already met on it.
    const row = [items[i]!];
    while (i + row.length < items.length && row.length < blocks) {
      const next = items[i + row.length]!;
      if (codeOf(next) === '' || row.some((item) => codeOf(item).slice(0, 3) === codeOf(next).slice(0, 3))) break;
      row.push(next);
    }
    if (row.length === blocks) row.forEach((item, b) => { if (codeOf(item) !== '') vote(codeOf(item), b); });
    i += row.length === blocks ? blocks : 1;
  }
  const blockOf = (code: string): number => {
    // Wages and what goes to people stand in the first block, under 人员经费, everything else behind them, whatever lines say.
    if (/^30[13]/.test(code)) return 0;
    const seen = votes.get(code.slice(0, 3))?.map((n, block) => (block === 0 ? -1 : n));
    if (seen) return seen.indexOf(Math.max(...seen));
    return /^302/.test(code) ? Math.min(1, blocks - 1) : blocks - 1;
  };
  let row = 0;
  let last = blocks;
  return items.map((item) => {
    const code = codeOf(item);
    const label = item.labels.join('');
    const block = code !== '' ? blockOf(code) : /人员/.test(label) ? 0 : /公用/.test(label) ? Math.min(1, blocks - 1) : 0;
    if (block <= last) row++;
    last = block;
    return { item, block, row: Math.max(1, row) };
  });
}
