import { riskOf, scoreOf, type CalibrationRules, type Reasons } from '../../rules/calibration/calibration.js';
import type { Confidence, Fact } from '../model/fact.js';
import type { Basis, Table } from '../model/table.js';

/** What the equations say about one figure. */
export interface Evidence {
  /** Equations that hold and were not needed to place it. */
  free: number;
  /** Equations that hold and were needed to place it. */
  spent: number;
  /** Some figure of the same row is confirmed. */
  row: boolean;
  /** Of `free`, those down a column or across tables: they speak for the column too. */
  column: number;
  /** `blamed`: its correction alone mends what is broken; `suspect`: one of a few; `witness`: it stands in a broken equation nobody could explain. */
  against: 'blamed' | 'suspect' | 'witness' | null;
  tail: boolean;
  /** The row's code and label stand in another table too, joined from other lines. */
  echoed: boolean;
  /** The table's labels name other things than its codes, in row after row: no row's name is odd there. */
  itemised: boolean;
  /** Its column has a name nobody has seen in this kind of table, whose columns are known. */
  unnamed: boolean;
  /** Another table, laid out otherwise, prints a figure of its column under the same name. */
  headed: boolean;
  /** Its row's label begins on the line the figure stands in: nothing was joined to make the row. */
  inLine: boolean;
  /** Its row's label is printed with an indent and ends before the figure: where it begins and ends is marked. */
  indented: boolean;
  /** Its table stands in a dump, and sums that should hold there fail too often, or none was there to hold: its cells may stand in another order. */
  unborne: boolean;
}

export const noEvidence = (): Evidence => ({ free: 0, spent: 0, row: false, column: 0, against: null, tail: false, echoed: false, itemised: false, unnamed: false, inLine: false, headed: false, indented: false, unborne: false });

/** Ways a column is known, the surest first. */
const COLUMN_BASES: readonly Basis[] = ['position', 'hierarchy', 'cross_table', 'identity', 'count', 'guess'];

/** Flags of a fact or its table that tell of its column, of its row. */
const COLUMN_FLAGS = new Set(['header-unconfirmed', 'header-unfamiliar', 'columns-missing', 'kind-disputed', 'too-many-amounts', 'too-wide', 'block-inferred', 'unit-assumed', 'column-closed', 'column-merged']);
const ROW_FLAGS = new Set(['code-absent', 'label-absent', 'code-unknown', 'name-mismatch', 'name-partial', 'name-absent', 'name-other', 'subject-ambiguous', 'label-guessed', 'code-of-unit', 'code-corrected', 'code-local']);

/** The code of another cell, or the name of another total, inside a label: 02-政府履职辅助性服务0207-评审、评估和评价服务, 小计上年结转资金收入合计. */
const GLUED = /[^\d\s]\d{2,6}[-—－]\D|(?:小计|合计|总计)[^（）()：:]/;

/**
 * The reasons why a figure may be wrong, by name: those of rules/calibration/confidence.json. Of its column: how it was placed
 * and what is wrong with the header. Of its row: whether its name is a subject's and any of its figures is confirmed; rows of
 * text dumps, put together from broken lines, have risks of their own. Of its value: whether an equation confirms it.
 */
export function reasonsOf(fact: Fact, table: Pick<Table, 'origin' | 'flags'>, evidence: Evidence): Reasons {
  const flags = new Set([...fact.flags, ...table.flags]);
  const dump = table.origin === 'dump' ? 'dump' : 'page';
  const confirmed = evidence.free > 0 ? 'confirmed' : 'unconfirmed';

  const bases = fact.basis.filter((basis) => COLUMN_BASES.includes(basis));
  const basis = bases.includes('guess') ? 'guess' : (COLUMN_BASES.find((each) => bases.includes(each)) ?? 'none');
  const column = [`${dump} ${basis}`, ...(dump === 'dump' && evidence.unnamed ? ['dump unnamed'] : []), ...(basis !== 'guess' && evidence.column === 0 && dump === 'dump' ? [`${dump} ${basis}, column unconfirmed`] : [])];
  for (const flag of flags) if (COLUMN_FLAGS.has(flag)) column.push(evidence.headed && flag === 'header-unfamiliar' ? `${flag}, headed` : evidence.column > 0 ? `${flag}, column confirmed` : flag);

  const named = fact.basis.includes('name');
  const how = named ? 'named' : fact.code !== '' ? 'coded' : fact.rowLabel !== '' ? 'labelled' : flags.has('label-absent') ? 'bare' : 'only row';
  const borne = evidence.row ? 'row confirmed' : evidence.spent > 0 ? 'row spent' : dump === 'dump' && evidence.inLine && (how === 'coded' || how === 'labelled') ? 'row in line' : 'row unconfirmed';
  const row = [`${dump} ${how}, ${borne}`];
  for (const flag of flags) {
    if (!ROW_FLAGS.has(flag)) continue;
    if (flag === 'name-other' && evidence.itemised) row.push(`${dump} name-other, itemised`);
    else row.push(flag === 'label-guessed' && evidence.echoed ? 'label-guessed, echoed' : flag);
  }
  if (dump === 'dump' && GLUED.test(fact.rowLabel)) row.push('label-glued');
  else if (dump === 'dump' && flags.has('label-rejoined')) row.push(named ? 'label-rejoined, named' : evidence.echoed ? 'label-rejoined, echoed' : evidence.indented ? 'label-rejoined, indented' : fact.code !== '' ? 'label-rejoined, coded' : 'label-rejoined');
  if (dump === 'page' && flags.has('label-rejoined')) row.push(named ? 'label-rejoined, named' : evidence.echoed ? 'label-rejoined, echoed' : 'page label-rejoined');

  const value = [confirmed];
  if (fact.basis.includes('ocr') || flags.has('ocr')) value.push(`ocr ${confirmed}`);
  if (flags.has('value-rejoined')) value.push(`value-rejoined ${confirmed}`);
  if (evidence.against) value.push(evidence.against);
  return { column, row, value };
}

/** The chance that row, column, code and value are all right, and what a reader should do about it. */
export function confidenceOf(fact: Fact, table: Pick<Table, 'origin' | 'flags'>, evidence: Evidence, rules: CalibrationRules): Confidence {
  const reasons = reasonsOf(fact, table, evidence);
  const score = scoreOf(reasons, rules);
  const bases = fact.basis.filter((basis) => COLUMN_BASES.includes(basis));
  // What a person has to decide is never high, however well it fits: a choice among several, or a broken equation.
  // A broken sum nobody could explain leaves only those high that another sum of their column confirms.
  const doubtful =
    bases.includes('guess') ||
    bases.length === 0 ||
    evidence.against === 'blamed' ||
    evidence.against === 'suspect' ||
    // Without rulings the column is read from alignment: an equation has to bear it out.
    (table.flags.includes('unruled') && evidence.column === 0) ||
    (evidence.against === 'witness' && evidence.column === 0) ||
    (evidence.unborne && !evidence.inLine && evidence.column === 0);
  rules.observe?.(fact.key, reasons, doubtful);
  // A witness that is confirmed otherwise is as good as any other.
  const sound = evidence.against === 'witness' && !doubtful ? score / (1 - riskOf('value', reasons, rules)) : score;
  // Equations that agree on what should stand here instead: a check disagrees, whatever else speaks for it.
  const level = sound >= rules.levels.high && !doubtful ? 'high' : score >= rules.levels.medium && evidence.against !== 'blamed' ? 'medium' : 'low';
  return { level, score: Math.round((level === 'high' ? sound : score) * 10_000) / 10_000 };
}
