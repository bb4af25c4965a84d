import { textOf, widthOf, type Token } from './tokens.js';

/**
 * Split the texts of goals printed side by side (预期目标 | 实际完成情况), which a dump gives one after the other.
 * The border is a line start: where numbering begins again, where the first words come again, where a sentence ended
 * in a short line. `sure` is false when no such sign tells it.
 */
export function splitGoals(tokens: readonly Token[], from: number, to: number, parts: number): { values: string[]; sure: boolean } {
  if (parts === 1) return { values: [textOf(tokens, from, to)], sure: true };
  if (from >= to) return { values: Array.from({ length: parts }, () => ''), sure: true };
  const columns = inColumns(tokens, from, to, parts);
  if (columns) return columns;
  const starts: number[] = [];
  for (let i = from + 1; i < to; i++) if (tokens[i]!.sep !== 'space') starts.push(i);
  const whole = textOf(tokens, from, to);
  const opening = textOf(tokens, from, Math.min(to, from + 6));
  const numbered = /^(?:目标)?1[、.．:：]/.test(opening);
  let best = -1;
  let bestScore = -Infinity;
  let second = -Infinity;
  for (const i of starts) {
    const text = textOf(tokens, i, Math.min(to, i + 6));
    const before = textOf(tokens, from, i);
    let score = 0;
    if (/^(?:目标)?1[、.．:：](?!\d)/.test(text)) score += numbered ? 6 : 2;
    else if (numbered) score -= 2;
    let same = 0;
    while (same < 12 && opening[same] === text[same]) same++;
    if (same >= 4) score += 2 + Math.min(2, same / 4);
    if (/[。；]$/.test(before)) score += 2;
    else if (/[，、：]$/.test(before)) score -= 3;
    if (tokens[i]!.sep === 'line') score += 0.5;
    const lineBefore = lineWidth(tokens, i - 1, from);
    const widest = Math.max(...starts.filter((k) => k <= i).map((k) => lineWidth(tokens, k - 1, from)));
    if (lineBefore < widest - 3) score += 1;
    score -= Math.abs(before.length / whole.length - 0.5) * 1.5;
    if (score > bestScore) {
      second = bestScore;
      bestScore = score;
      best = i;
    } else if (score > second) second = score;
  }
  if (best < 0) return { values: [whole, ''], sure: false };
  return { values: [textOf(tokens, from, best), ...(parts > 2 ? splitGoals(tokens, best, to, parts - 1).values : [textOf(tokens, best, to)])], sure: bestScore >= 4 && bestScore - second > 1 };
}

function lineWidth(tokens: readonly Token[], at: number, from: number): number {
  let width = 0;
  for (let k = at; k >= from; k--) {
    width += widthOf(tokens[k]!.text);
    if (tokens[k]!.sep !== 'space') break;
  }
  return width;
}

/** Every line has a piece of each: they stand beside each other in print. One line alone leaves no doubt. */
function inColumns(tokens: readonly Token[], from: number, to: number, parts: number): { values: string[]; sure: boolean } | null {
  const lines: string[][] = [];
  for (let i = from; i < to; i++) {
    if (i === from || tokens[i]!.sep !== 'space') lines.push([]);
    lines.at(-1)!.push(tokens[i]!.text);
  }
  if (!lines.every((line) => line.length === parts)) return null;
  return { values: Array.from({ length: parts }, (_, n) => lines.map((line) => line[n]!).join('')), sure: lines.length === 1 };
}
