import { TABLE_KINDS } from '../model/table.js';

/** Both languages of a text people read. */
export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

/** A column of a CSV file: its name in the file and in the nested JSON is the same. */
export interface FieldSpec {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean';
  readonly title: Bilingual;
  /** What the title does not say: form, unit, limits. */
  readonly note?: Bilingual;
  /** Fiscal Data Package column type. */
  readonly columnType?: string;
  readonly categories?: readonly string[];
  readonly required?: boolean;
  readonly unique?: boolean;
  /** The number may carry a per cent sign (`bareNumber: false` of Table Schema). */
  readonly percent?: true;
  /** Separator of a list in one cell. */
  readonly join?: '/' | ';' | ' ';
}

/** A CSV file of the output. */
export interface ResourceSpec {
  readonly name: ResourceName;
  readonly title: Bilingual;
  readonly fields: readonly FieldSpec[];
  readonly primaryKey?: readonly string[];
  readonly foreignKeys?: readonly { readonly field: string; readonly resource: ResourceName }[];
}

export type ResourceName =
  | 'documents'
  | 'tables'
  | 'facts'
  | 'indicators'
  | 'fields'
  | 'statements'
  | 'checks'
  | 'errors';

const text = (name: string, en: string, zh: string, more: Partial<FieldSpec> = {}): FieldSpec => ({
  name,
  type: 'string',
  title: { en, zh },
  ...more,
});
const integer = (name: string, en: string, zh: string, more: Partial<FieldSpec> = {}): FieldSpec => ({
  ...text(name, en, zh, more),
  type: 'integer',
});
const decimal = (name: string, en: string, zh: string, more: Partial<FieldSpec> = {}): FieldSpec => ({
  ...text(name, en, zh, more),
  type: 'number',
});
const truth = (name: string, en: string, zh: string, more: Partial<FieldSpec> = {}): FieldSpec => ({
  ...text(name, en, zh, more),
  type: 'boolean',
});
const note = (en: string, zh: string): Pick<FieldSpec, 'note'> => ({ note: { en, zh } });

const documentId = text('document_id', 'Document', '文件标识', {
  required: true,
  ...note("source file's stem, then the first 8 hex digits of its SHA-256", '源文件名加其 SHA-256 的前 8 位'),
});
const tableId = text('table_id', 'Table', '表标识', note('document, then -t and its order', '文件标识加 -t 与表在文件中的次序'));
const tableNo = text('table_no', 'Table number', '表号', note('as printed, without spaces; empty where none is printed', '按原文，去空格；未印表号则为空'));
const bbox = text('bbox', 'Box', '位置框', { join: ' ', ...note('x0 y0 x1 y1 in points from the top left corner', 'x0 y0 x1 y1，单位为点，原点在左上角') });
const page = integer('page', 'Page', '页码', note('1-based; empty where page breaks are lost', '从 1 起；分页信息缺失时为空'));
const line = integer('line', 'Line', '行号', note('1-based line of the source text; empty for a PDF', '源文本的行号，从 1 起；PDF 为空'));
const confidence = decimal('confidence', 'Confidence', '置信度', {
  required: true,
  ...note('0–1: the chance that row, column, code and value are all right', '0–1：行、列、编码与数值全部正确的概率'),
});
const confidenceLevel = text('confidence_level', 'Confidence level', '置信等级', {
  required: true,
  categories: ['high', 'medium', 'low'],
  ...note('high: nothing left to check; low: a person must look', 'high 无需再查；low 需要人工核对'),
});
const flags = text('flags', 'Flags', '标记', {
  join: ';',
  ...note('names documented in docs/flags.md', '含义见 docs/flags.md'),
});
const unit = text('unit', 'Unit', '计量单位', note('as printed: 元, 万元 …', '按原文：元、万元等'));
const rowNo = integer('row_no', 'Row', '行次', note('1-based order of the data row in the table', '数据行在表中的次序，从 1 起，不计表头'));
const amountYuan = decimal('amount_yuan', 'Amount in yuan', '金额（元）', {
  columnType: 'value',
  ...note('exact; empty for what is no money', '精确换算；非金额为空'),
});

/** What the CSV files hold, in the order in which they are listed. The README's dictionary and datapackage.json come from here. */
export const RESOURCES: readonly ResourceSpec[] = [
  {
    name: 'documents',
    title: { en: 'Documents: a row a source file, read or failed', zh: '文件：每个源文件一行，含读取失败者' },
    primaryKey: ['document_id'],
    fields: [
      { ...documentId, unique: true },
      text('source_file', 'Source file', '源文件', { required: true }),
      text('sha256', 'SHA-256', '源文件 SHA-256', note('empty when the file could not be read at all', '文件完全无法读取时为空')),
      text('media_type', 'Media type', '媒体类型', note('found by content', '按内容判定')),
      integer('pages', 'Pages', '页数'),
      text('entity_name', 'Entity', '单位名称', { columnType: 'administrative-classification:generic:level1:label' }),
      text('document_type', 'Document type', '文件类型', {
        categories: ['budget', 'final_accounts', 'performance', 'other'],
        ...note(
          'budget 部门预算, final_accounts 部门决算, performance 绩效自评/绩效评价, other',
          'budget 部门预算、final_accounts 部门决算、performance 绩效自评或评价、other 其他',
        ),
      }),
      integer('fiscal_year', 'Fiscal year', '预算年度', { columnType: 'date:fiscal-year' }),
      unit,
      integer('tables', 'Tables', '表数'),
      integer('facts', 'Facts', '数据条数'),
      integer('checks_passed', 'Checks passed', '通过的勾稽校验'),
      integer('checks_failed', 'Checks failed', '未通过的勾稽校验'),
      text('status', 'Status', '状态', {
        required: true,
        categories: ['ok', 'partial', 'failed'],
        ...note('partial: something was reported as unread', 'partial 表示有部分内容未能读出'),
      }),
      text('error', 'Error', '错误', note('what happened, where, and what to do', '发生了什么、在何处、如何处理')),
      flags,
      text('source_path', 'Source path', '源路径', note('below the folder or archive it was found in', '相对于所在文件夹或压缩包')),
    ],
  },
  {
    name: 'tables',
    title: { en: 'Tables: a row a table found', zh: '表：每张表一行' },
    primaryKey: ['table_id'],
    foreignKeys: [{ field: 'document_id', resource: 'documents' }],
    fields: [
      { ...tableId, required: true, unique: true },
      documentId,
      tableNo,
      text('title', 'Title', '表名'),
      text('kind', 'Kind', '表类', { required: true, categories: TABLE_KINDS }),
      unit,
      integer('page_first', 'First page', '起始页'),
      integer('page_last', 'Last page', '结束页'),
      integer('line_first', 'First line', '起始行'),
      integer('line_last', 'Last line', '结束行'),
      integer('rows', 'Rows', '行数'),
      integer('columns', 'Columns', '列数'),
      truth('empty', 'Printed with no figures', '空表', note('没有政府性基金 …: still a row here', '例如“没有政府性基金”，仍占一行')),
      confidence,
      flags,
      text('origin', 'Origin', '来源形式', {
        categories: ['dump', 'lattice', 'stream', 'sheet', 'ocr'],
        ...note('text dump, ruled page, unruled page, workbook or scan', '文本、有框线页面、无框线页面、工作簿或扫描件'),
      }),
    ],
  },
  {
    name: 'facts',
    title: { en: 'Facts: a row a figure', zh: '数据：每个数字一行' },
    primaryKey: ['fact_id'],
    foreignKeys: [
      { field: 'document_id', resource: 'documents' },
      { field: 'table_id', resource: 'tables' },
    ],
    fields: [
      text('fact_id', 'Fact', '数据标识', { required: true, unique: true, columnType: 'budget-line-id' }),
      documentId,
      { ...tableId, required: true },
      tableNo,
      text('table_kind', 'Table kind', '表类', { required: true, categories: TABLE_KINDS }),
      rowNo,
      text('row_label', 'Row label', '行标签', note('whole, inner spaces removed, ordinals kept', '完整标签，去除内部空格，保留序号')),
      text('code_printed', 'Code as printed', '印出的编码', note("the row's full code in digits", '该行完整编码，仅数字')),
      text('column_path', 'Column path', '列路径', { join: '/', ...note('printed header, outermost to leaf', '印出的表头，由外到内') }),
      text('measure', 'Measure', '指标口径', {
        columnType: 'value-kind:code',
        ...note('the same name for the same meaning across cities and years', '同一含义跨地区、跨年度名称一致'),
      }),
      text('classification', 'Classification', '分类体系', {
        categories: ['functional', 'economic_department', 'economic_government', 'revenue', 'unit', 'project', 'none'],
      }),
      text('subject_code', 'Subject code', '科目编码', note('on the canonical tree; empty where it has no place on one', '标准科目树上的编码；无对应则为空')),
      text('subject_name', 'Subject name', '科目名称'),
      text('subject_level', 'Subject level', '科目级次', { categories: ['class', 'section', 'item'], ...note('类, 款, 项', '类、款、项') }),
      integer('subject_edition', 'Subject edition', '科目版本', note('year of the tree used', '所用科目树的年度')),
      decimal('value', 'Value', '数值', { required: true, percent: true, ...note('in the printed unit, exact; a rate keeps its %', '按原文单位，精确；比率保留 %') }),
      text('value_printed', 'Value as printed', '原文数值', { required: true }),
      unit,
      amountYuan,
      page,
      line,
      bbox,
      confidence,
      confidenceLevel,
      text('basis', 'Basis', '依据', {
        join: ';',
        ...note(
          'how it is known: position, count, identity, hierarchy, cross_table, name, ocr, guess',
          '依据：position 位置、count 个数、identity 等式、hierarchy 层级汇总、cross_table 表间、name 名称、ocr 识别、guess 推测',
        ),
      }),
      flags,
      text('row_path', 'Row path', '行路径', { join: '/', ...note('labels from the outermost, filled down', '由外到内的行标签，逐级补全') }),
      text('subjects', 'Further subjects', '其他分类', { join: ';', ...note('system:code of further classifications of the row', '该行其他分类，形如 体系:编码') }),
      text('candidates', 'Other columns', '其他可能的列', { join: ';', ...note('columns the figure could stand under, each with its reason', '该数字可能所属的其他列及理由') }),
    ],
  },
  {
    name: 'indicators',
    title: { en: 'Indicators: a row a third-level performance indicator', zh: '绩效指标：每个三级指标一行' },
    primaryKey: ['indicator_id'],
    foreignKeys: [
      { field: 'document_id', resource: 'documents' },
      { field: 'table_id', resource: 'tables' },
    ],
    fields: [
      text('indicator_id', 'Indicator', '指标标识', { required: true, unique: true }),
      documentId,
      { ...tableId, required: true },
      tableNo,
      rowNo,
      text('objective', 'Objective', '绩效目标'),
      text('level1', 'First level', '一级指标'),
      text('level2', 'Second level', '二级指标'),
      text('level3', 'Third level', '三级指标'),
      text('target', 'Target', '指标值'),
      text('actual', 'Actual', '实际完成值'),
      text('weight', 'Weight', '分值'),
      text('score', 'Score', '得分'),
      text('note', 'Note', '备注', note('targets of other years as 2022年=…;2023年=…; 长期 for a long-term one', '其他年度指标值，如 2022年=…;2023年=…；长期目标记“长期”')),
      text('target_comparator', 'Target comparator', '指标值比较符', { categories: ['≥', '≤', '>', '<', '='] }),
      decimal('target_value', 'Target figure', '指标值数字'),
      text('target_unit', 'Target unit', '指标值单位'),
      decimal('actual_value', 'Actual figure', '完成值数字'),
      text('actual_unit', 'Actual unit', '完成值单位'),
      page,
      line,
      confidence,
      confidenceLevel,
      flags,
      bbox,
    ],
  },
  {
    name: 'fields',
    title: { en: 'Fields: a row a label and its value on a form', zh: '表单项：每个栏目与其内容一行' },
    foreignKeys: [
      { field: 'document_id', resource: 'documents' },
      { field: 'table_id', resource: 'tables' },
    ],
    fields: [
      documentId,
      tableId,
      tableNo,
      text('field', 'Field', '栏目', { required: true }),
      text('value', 'Value', '内容'),
      page,
      line,
      confidence,
      confidenceLevel,
      flags,
      bbox,
    ],
  },
  {
    name: 'statements',
    title: { en: 'Statements: a row a figure stated in the narrative', zh: '文字说明中的数字：每个一行' },
    foreignKeys: [
      { field: 'document_id', resource: 'documents' },
      { field: 'agrees_with', resource: 'facts' },
    ],
    fields: [
      documentId,
      text('section', 'Section', '章节'),
      line,
      page,
      text('measure', 'Measure', '指标口径'),
      text('subject_code', 'Subject code', '科目编码'),
      text('value', 'Value', '数值', { required: true, ...note('plain decimal, or a grade in words such as 优', '小数；也可能是“优”之类的等次') }),
      unit,
      amountYuan,
      text('sentence', 'Sentence', '原句'),
      text('agrees_with', 'Agrees with', '对应数据', note('the fact it restates', '所复述数据的标识')),
      confidence,
      flags,
      bbox,
    ],
  },
  {
    name: 'checks',
    title: { en: 'Checks: a row an accounting identity that was tried', zh: '勾稽校验：每条一行' },
    primaryKey: ['check_id'],
    foreignKeys: [
      { field: 'document_id', resource: 'documents' },
      { field: 'table_id', resource: 'tables' },
    ],
    fields: [
      text('check_id', 'Check', '校验标识', { required: true, unique: true }),
      documentId,
      tableId,
      text('rule', 'Rule', '规则', { required: true }),
      text('source', 'Source', '规则来源', {
        categories: ['printed note', 'rule book', 'code tree', 'other table', 'narrative'],
      }),
      text('scope', 'Scope', '范围'),
      decimal('left', 'Left side', '左边'),
      decimal('right', 'Right side', '右边'),
      decimal('difference', 'Difference', '差额'),
      decimal('tolerance', 'Tolerance', '允许误差', note('what rounding can open', '四舍五入可产生的误差')),
      truth('passed', 'Passed', '是否通过', { required: true }),
      text('equation', 'Equation', '等式', note('in the words of the table; empty where the scope says it', '用表中名称写出；范围已说明时为空')),
      text('facts', 'Facts', '涉及的数据', { join: ';', ...note('facts on either side', '等式两边的数据标识') }),
    ],
  },
  {
    name: 'errors',
    title: { en: 'Source errors: a row a place where a document contradicts itself', zh: '原文差错：文件自相矛盾之处，每处一行' },
    foreignKeys: [
      { field: 'document_id', resource: 'documents' },
      { field: 'table_id', resource: 'tables' },
    ],
    fields: [
      documentId,
      tableId,
      text('rule', 'Rule', '规则', { required: true }),
      text('source', 'Source of the rule', '规则来源'),
      text('scope', 'Scope', '范围'),
      decimal('printed', 'Printed', '印出的数'),
      decimal('implied', 'Implied', '应为的数', note('what the equation implies instead', '按等式推算的数')),
      decimal('difference', 'Difference', '差额'),
      text('facts', 'Facts to blame', '可疑的数据', {
        join: ';',
        ...note('one, or the few of which one must be wrong', '一条，或其中必有一条有误的几条'),
      }),
      text('text', 'In words', '说明'),
      page,
      line,
      truth('rounding', 'Rounding', '尾差', { required: true, ...note('rounding each figure by itself explains it', '由各数分别四舍五入造成') }),
    ],
  },
];

export const resource = (name: ResourceName): ResourceSpec => RESOURCES.find((spec) => spec.name === name)!;
