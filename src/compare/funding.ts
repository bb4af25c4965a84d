import type { FundingSumRule } from '../../rules/comparisons/comparisons.js';
import type { Amount } from '../model/amount.js';
import type { Fact, Field } from '../model/fact.js';
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
export function fundingFindings(table: number, fields: readonly Field[], sums: readonly FundingSumRule[] = [], ruled = false): Finding[] {
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
  return [...formulas(table, rows, heads), ...subtotals(table, rows), ...listTotals(table, fields), ...moneySums(table, fields, sums, ruled)];
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

/** The money of a form and where it comes from: 资金总额 = 财政拨款 + 其他资金. A contradiction only where rulings tell cells apart. */
function moneySums(table: number, fields: readonly Field[], rules: readonly FundingSumRule[], ruled: boolean): Finding[] {
  return rules.flatMap(({ total, parts }): Finding[] => {
    const [whole, ...others] = fields.filter(({ field, value }) => total.test(field) && value !== '');
    const printed = parseAmount(whole?.value ?? '');
    const amounts = fields.filter(({ field, value }) => parts.test(field) && value !== '').map(({ value }) => parseAmount(value));
    if (!whole || !printed || others.length > 0 || amounts.length === 0 || amounts.some((amount) => !amount)) return [];
    const added = sum(amounts.map((amount) => amount!));
    const slack = amountOf(BigInt(Math.floor((amounts.length + 1) / 2)), Math.max(printed.scale, added.scale));
    const check = checkOf({ table, rule: 'performance/funding-sum', scope: `${whole.field}=Σ`, tolerance: slack.printed, passed: !further(printed, added, slack) }, printed, added);
    return [check.passed || !ruled ? { check } : { check, error: errorOf(check, `${whole.field}: ${check.left} printed, its parts add up to ${check.right}.`, whole.place) }];
  });
}

const TOTAL = /^(?:金额)?(?:合计|总计)$/;

/** The total of a list of tasks told as fields (年度主要任务/任务1/预算金额/总额, 年度主要任务/金额合计/预算金额/总额), in every column. */
function listTotals(table: number, fields: readonly Field[]): Finding[] {
  const lists = new Map<string, { total: Field[]; parts: Field[] }>();
  for (const field of fields) {
    const [list = '', name = '', ...column] = field.field.split('/');
    if (column.length === 0 || NUMBERED.test(field.field)) continue;
    const key = `${list}/${column.join('/')}`;
    const found = lists.get(key) ?? { total: [], parts: [] };
    lists.set(key, found);
    (TOTAL.test(name) ? found.total : found.parts).push(field);
  }
  return [...lists].flatMap(([key, { total, parts }]): Finding[] => {
    const printed = parseAmount(total[0]?.value ?? '');
    const amounts = parts.map(({ value }) => (value === '' ? amountOf(0n, 0) : parseAmount(value)));
    if (!printed || total.length > 1 || parts.length < 2 || amounts.some((amount) => !amount)) return [];
    const added = sum(amounts.map((amount) => amount!));
    const slack = amountOf(BigInt(Math.floor((parts.length + 1) / 2)), Math.max(printed.scale, added.scale));
    const check = checkOf({ table, rule: 'performance/list-total', scope: `${key} ${total[0]!.field.split('/')[1]}`, tolerance: slack.printed, passed: !further(printed, added, slack) }, printed, added);
    return [check.passed ? { check } : { check, error: errorOf(check, `${key}: ${check.left} printed as total, its rows add up to ${check.right}.`, total[0]!.place) }];
  });
}

const BUDGETS = new Set(['initial_budget', 'adjusted_budget']);

/** 执行率 that neither budget of its row gives, in blocks of money whose columns are known. */
export function rateFindings(facts: readonly Fact[]): Finding[] {
  const rows = new Map<string, Fact[]>();
  for (const fact of facts) {
    const key = `${fact.table}|${fact.rowNo}`;
    const row = rows.get(key);
    if (row) row.push(fact);
    else rows.set(key, [fact]);
  }
  return [...rows.values()].flatMap((row): Finding[] => {
    const rate = row.find(({ measure }) => measure === 'execution_rate');
    const executed = row.find(({ measure }) => measure === 'executed');
    const budgets = row.filter(({ measure, amount }) => BUDGETS.has(measure) && amount.digits > 0n);
    if (!rate || !executed || budgets.length === 0 || row.some(({ confidence }) => confidence.level !== 'high')) return [];
    const printed = parseAmount(rate.amount.printed.replace(/%$/, ''));
    if (!printed) return [];
    const unit = amountOf(1n, printed.scale);
    const given = budgets.map(({ amount }) => percentOf(executed.amount, amount, Math.max(2, printed.scale)));
    const right = given.find((each) => !further(printed, each, unit)) ?? given.at(-1)!;
    const check = checkOf({ table: rate.table, rule: 'performance/execution-rate', scope: `${rate.rowLabel} 执行率=执行数/预算数`, tolerance: unit.printed, passed: !further(printed, right, unit), facts: [rate.key] }, printed, right);
    return [check.passed ? { check } : { check, error: errorOf(check, `${rate.rowLabel} 执行率: ${rate.amount.printed} printed, its own amounts give ${check.right}%.`, rate.place, rate.rowNo) }];
  });
}
