/**
 * What tables of many places have in common: an office and its rows by subject, by class and side by side; kinds of columns;
 * basic expenditure in three blocks.
 */
import type { PrintedColumn, PrintedIndicator, PrintedTable } from './drawn.js';
import { branches, CLASSES, inUnit, type Item, nameOf, ORDINALS, shown, spending, type Spent, type Style, sum } from './office.js';

export type Unit = '元' | '万元';
export type Values = readonly (number | null)[];
export interface Line { readonly label: string; readonly values: Values; readonly codes?: readonly string[] }

export const general = (one: Spent): boolean => one.fund === 'general';
export const fiscal = (one: Spent): boolean => one.fund !== 'other';
export const basic = (one: Spent): boolean => one.part !== 'project';
export const project = (one: Spent): boolean => one.part === 'project';
export const part = (name: Spent['part']) => (one: Spent): boolean => one.part === name;
export const fund = (name: Spent['fund']) => (one: Spent): boolean => one.fund === name;
export const both = (a: (one: Spent) => boolean, b: (one: Spent) => boolean) => (one: Spent): boolean => a(one) && b(one);

export const col = (role: PrintedColumn['role'], width: number, path: string, block = 0): PrintedColumn => ({ role, width, path: path.split('/'), block });
export const figures = (width: number, paths: readonly string[], block = 0): PrintedColumn[] => paths.map((path) => col('figure', width, path, block));

/** 201, 20101, 2010101 in three cells: 201 | 01 | 01. */
export const inParts = (code: string, cells = 3): string[] => Array.from({ length: cells }, (_, i) => (i === 0 ? code.slice(0, 3) : code.slice(1 + 2 * i, 3 + 2 * i)));

export class Office {
  readonly all: Spent[];
  constructor(readonly name: string, seed: number, items: readonly Item[], readonly unit: Unit, readonly style: Style) {
    this.all = inUnit(spending(seed, items), unit);
  }
  of(test: (one: Spent) => boolean): Spent[] {
    return this.all.filter(test);
  }
  print(value: number | null): string {
    return shown(value, this.style);
  }
  printed(values: Values): string[] {
    return values.map((value) => this.print(value));
  }
  /** Rows of a table by code. `codes`: the cells in front of the label. */
  tree(spent: readonly Spent[], values: (own: readonly Spent[], code: string) => Values, how: { by?: 'code' | 'economic'; total?: 'first' | 'last' | 'none'; totalLabel?: string; codes?: (code: string) => string[]; label?: (code: string) => string; levels?: readonly number[] } = {}): string[][] {
    const { by = 'code', total = 'first', totalLabel = '合计', codes = (code) => [code], label = nameOf } = how;
    const rows = branches(spent, by, how.levels).map(({ code, own }) => [...codes(code), label(code), ...this.printed(values(own, code))]);
    const blank = codes('').map(() => '');
    const all = [...blank, totalLabel, ...this.printed(values(spent, ''))];
    return total === 'none' ? rows : total === 'first' ? [all, ...rows] : [...rows, all];
  }
  /** Rows of a table below those of the units they belong to, which have the totals: cells in front of the label, and the label. */
  below(units: readonly (readonly string[])[], spent: readonly Spent[], values: (own: readonly Spent[]) => Values, how: { by?: 'code' | 'economic'; codes?: (code: string) => string[]; levels?: readonly number[] } = {}): string[][] {
    return [...units.map((cells) => [...cells, ...this.printed(values(spent))]), ...this.tree(spent, values, { ...how, total: 'none' })];
  }
  /** Two lists beside each other. */
  sides(left: readonly Line[], right: readonly Line[], wide: readonly [number, number], ordinals = false): string[][] {
    const height = Math.max(left.length, right.length);
    const cells = (line: Line | undefined, count: number, ordinal: number): string[] => [line?.label ?? '', ...(ordinals ? [String(ordinal)] : []), ...Array.from({ length: count }, (_, i) => this.print(line?.values[i] ?? null))];
    return Array.from({ length: height }, (_, i) => [...cells(left[i], wide[0], i + 1), ...cells(right[i], wide[1], height + i + 1)]);
  }
  classes(spent: readonly Spent[], values: (own: readonly Spent[]) => Values, how: { every?: boolean; bracket?: boolean; ordinal?: boolean } = {}): Line[] {
    const lines: Line[] = [];
    for (const [code, name] of CLASSES) {
      const own = spent.filter((one) => one.code.startsWith(code));
      if (own.length === 0 && how.every === false) continue;
      const ordinal = ORDINALS[lines.length]!;
      lines.push({ label: how.ordinal === false ? name : how.bracket ? `（${ordinal}）${name}` : `${ordinal}、${name}`, values: values(own) });
    }
    return lines;
  }
}
export const pad = (lines: readonly Line[], to: number): Line[] => [...lines, ...Array.from({ length: Math.max(0, to - lines.length) }, () => ({ label: '', values: [null] }))];

/** Columns of basic expenditure in three blocks. */
export const threeBlocks = (code: string, amount: string, width: number): PrintedColumn[] =>
  ['人员经费', '公用经费', '公用经费'].flatMap((group, block) => [col('code', 2, `${group}/${code}`, block), col('label', 5, `${group}/科目名称`, block), col('figure', width, `${group}/${amount}`, block)]);
/** Basic expenditure in three blocks, people on the left, office in the middle and on the right. */
export function blocks(office: Office, spent: readonly Spent[], totals: readonly [string, string] = ['人员经费合计', '公用经费合计']): string[][] {
  const side = (name: 'people' | 'office'): string[][] => branches(spent.filter(part(name)), 'economic').map(({ code, own }) => [code, nameOf(code), office.print(sum(own))]);
  const people = side('people');
  const money = side('office');
  const height = Math.max(people.length, Math.ceil(money.length / 2));
  const empty = ['', '', ''];
  const rows = Array.from({ length: height }, (_, i) => [...(people[i] ?? empty), ...(money[i] ?? empty), ...(money[height + i] ?? empty)]);
  return [...rows, ['', totals[0], office.print(sum(spent, part('people'))), '', '', '', '', totals[1], office.print(sum(spent, part('office')))]];
}

export const threePublicCols = (group: string): string[] => ['合计', '因公出国（境）费', '公务用车购置及运行维护费/小计', '公务用车购置及运行维护费/公务用车购置费', '公务用车购置及运行维护费/公务用车运行维护费', '公务接待费'].map((path) => `${group}/${path}`);
export const emptyRow = (cells: number, at: number, label = '合计'): string[] => Array.from({ length: cells }, (_, i) => (i === at ? label : ''));

type More = Partial<PrintedTable>;
type Above = (no: string, title: string) => PrintedTable['above'];
/** Tables of one document: their unit, and what stands above each. */
export const tabler = (unit: PrintedTable['unit'], above: Above) => (no: string, title: string, kind: string, columns: readonly PrintedColumn[], rows: readonly (readonly string[])[], more: More = {}): PrintedTable => ({ no, title, kind, unit, above: above(no, title), columns, rows, ...more });
export const line = (label: string, ...values: readonly (number | null)[]): Line => ({ label, values });
export const blank = (...labels: readonly string[]): Line[] => labels.map((label) => line(label, null));
export const codes = (code: string): string[] => [code];
export const is = (...prefixes: readonly string[]) => (one: Spent): boolean => prefixes.some((prefix) => one.economic.startsWith(prefix));
export const people = part('people');
export const money = part('office');
export const split = (own: readonly Spent[]): Values => [sum(own), sum(own, basic), sum(own, project)];
export const nothing = (count: number): null[] => Array.from({ length: count }, () => null);
/** Rows of indicators whose two outer levels span theirs. */
export const indicatorCells = <One extends PrintedIndicator>(indicators: readonly One[], rest: (one: One) => readonly string[]): string[][] =>
  indicators.map((one, i) => { const before = indicators[i - 1]; const same = before?.level1 === one.level1; return [same ? '^' : one.level1, same && before?.level2 === one.level2 ? '^' : one.level2, ...rest(one)]; });
