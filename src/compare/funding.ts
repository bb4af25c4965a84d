import type { Amount } from '../model/amount.js';
import type { Field } from '../model/fact.js';
import { parseAmount, pow10 } from '../text/amount.js';
import { amountOf, checkOf, compareAmounts, differenceOf, errorOf, rounded, sameRounded, sum, type Finding } from './figures.js';

const MARK = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';
/** A head that numbers its columns and may say how they come about: 小计③=①+②, 资金结余率(%)⑦=⑥/③. */
const NUMBERED = new RegExp(`([${MARK}])(?:[=＝]([${MARK}])([+＋\\-－—/÷])([${MARK}]))?$`);
const SUBTOTAL = /^[^①-⑳]*小计$/;
const PART = new RegExp(`^[${MARK}]`);

interface Cell {
  readonly field: Field;
  readonly amount: Amount;
}

/** Of a block of money told as fields (row/…/column): the formulas its heads print, and the subtotals over rows numbered ① ② ③. */
export function fundingFindings(table: number, fields: readonly Field[]): Finding[] {
  const rows = new Map<string, Map<string, Cell>>();
  const heads = new Map<string, RegExpExecArray>();
  for (const field of fields) {
    const [row = '', ...path] = field.field.split('/');
    // A quotient is written with a stroke: 支出实现率(%)⑤=④/③.
    const column = path.join('/');
    const head = NUMBERED.exec(column);
    const amount = parseAmount(field.value.replace(/%$/, ''));
    if (!head || !amount) continue;
    heads.set(column, head);
    const own = rows.get(row) ?? new Map<string, Cell>();
    own.set(column, { field, amount });
    rows.set(row, own);
  }
  return [...formulas(table, rows, heads), ...subtotals(table, rows)];
}

type Rows = ReadonlyMap<string, ReadonlyMap<string, Cell>>;

/** Each printed formula in every row; one that fails is told once, where it fails first. */
function formulas(table: number, rows: Rows, heads: ReadonlyMap<string, RegExpExecArray>): Finding[] {
  const columns = new Map([...heads].map(([column, head]) => [head[1]!, column]));
  return [...heads].flatMap(([column, [, , one = '', sign = '', other = '']]): Finding[] => {
    if (sign === '') return [];
    let told = false;
    return [...rows].flatMap(([row, cells]): Finding[] => {
      const left = cells.get(column);
      const a = cells.get(columns.get(one) ?? '');
      const b = cells.get(columns.get(other) ?? '');
      if (!left || !a || !b || (/[/÷]/.test(sign) && b.amount.digits === 0n)) return [];
      const right = /[/÷]/.test(sign) ? percentOf(a.amount, b.amount, left.amount.scale) : /[+＋]/.test(sign) ? sum([a.amount, b.amount]) : differenceOf(a.amount, b.amount);
      const unit = amountOf(1n, left.amount.scale);
      const check = checkOf({ table, rule: 'performance/funding-formula', source: 'printed note', scope: `${row} ${column}`, tolerance: unit.printed, passed: !further(left.amount, right, unit) }, left.amount, right);
      if (check.passed || told) return [{ check }];
      told = true;
      const close = sameRounded(rounded(left.amount, 1), right) || sameRounded(rounded(left.amount, 2), right);
      const error = errorOf(check, `${row} ${column}: ${check.left} printed, its formula gives ${check.right}${close ? '; rounding explains it' : ''}.`, left.field.place);
      return [{ check, error: close ? { ...error, rounding: true } : error }];
    });
  });
}

const further = (a: Amount, b: Amount, by: Amount): boolean => {
  const gap = differenceOf(a, b);
  return compareAmounts(gap.digits < 0n ? amountOf(-gap.digits, gap.scale) : gap, by) > 0;
};

function percentOf(part: Amount, whole: Amount, scale: number): Amount {
  const digits = part.digits * pow10(whole.scale + 2 + scale + 1);
  return rounded(amountOf(digits / (whole.digits * pow10(part.scale)), scale + 1), scale);
}

/** A subtotal row and the rows ① ② ③ right below it, in every column; what fails is told once for the row. */
function subtotals(table: number, rows: Rows): Finding[] {
  const list = [...rows];
  return list.flatMap(([name, cells], i): Finding[] => {
    if (!SUBTOTAL.test(name)) return [];
    const parts = list.slice(i + 1, list.findIndex(([other], k) => k > i && !PART.test(other)) >>> 0);
    if (parts.length < 2) return [];
    const checks = [...cells].flatMap(([column, { field, amount }]) => {
      if (/率/.test(column.slice(column.lastIndexOf('/') + 1)) || /[/÷]/.test(NUMBERED.exec(column)?.[3] ?? '')) return [];
      const below = parts.map(([, own]) => own.get(column)?.amount ?? null);
      if (below.some((part) => part === null)) return [];
      const total = sum(below.map((part) => part!));
      return [{ field, check: checkOf({ table, rule: 'performance/funding-subtotal', scope: `${name} ${column}`, passed: compareAmounts(amount, total) === 0 }, amount, total) }];
    });
    const failed = checks.filter(({ check }) => !check.passed);
    return checks.map(({ field, check }) => (check === failed[0]?.check ? { check, error: errorOf(check, `${name}: ${check.left} printed, the rows under it add up to ${check.right}${failed.length > 1 ? `; so in ${failed.length} columns` : ''}.`, field.place) } : { check }));
  });
}
