import type { TableKind } from '../model/table.js';

/** Kinds of table, for people. */
export const KIND_NAMES: Readonly<Record<TableKind, { readonly en: string; readonly zh: string }>> = {
  revenue_expenditure_summary: { en: 'Revenue and expenditure summary', zh: '收支总表' },
  revenue: { en: 'Revenue', zh: '收入表' },
  expenditure: { en: 'Expenditure', zh: '支出表' },
  fiscal_appropriation_summary: { en: 'Fiscal appropriation summary', zh: '财政拨款收支总表' },
  general_public_expenditure: { en: 'General public expenditure', zh: '一般公共预算支出表' },
  general_public_expenditure_by_unit: { en: 'General public expenditure by unit', zh: '一般公共预算支出表（分单位）' },
  general_public_basic_expenditure: { en: 'Basic expenditure', zh: '一般公共预算基本支出表' },
  three_public: { en: 'Three public expenses', zh: '“三公”经费表' },
  government_fund: { en: 'Government funds', zh: '政府性基金预算表' },
  state_capital: { en: 'State capital operations', zh: '国有资本经营预算表' },
  project_expenditure: { en: 'Project expenditure', zh: '项目支出表' },
  performance_target: { en: 'Performance targets', zh: '绩效目标表' },
  project_declaration: { en: 'Project declaration', zh: '项目申报表' },
  performance_self_evaluation_overall: { en: 'Overall self-evaluation', zh: '整体支出绩效自评表' },
  performance_self_evaluation_project: { en: 'Project self-evaluation', zh: '项目支出绩效自评表' },
  funding_use: { en: 'Use of funds', zh: '资金使用情况表' },
  key_work: { en: 'Key work', zh: '重点工作表' },
  other: { en: 'Other', zh: '其他' },
};
