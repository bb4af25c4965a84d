/** Names of the columns of a table, all different: the printed path, a second column of the same path with ` #2` behind it. */
export function columnNames(paths: readonly (readonly string[])[]): string[] {
  const seen = new Map<string, number>();
  return paths.map((path) => {
    const name = path.join('/');
    const n = (seen.get(name) ?? 0) + 1;
    seen.set(name, n);
    return n === 1 ? name : `${name} #${n}`;
  });
}

/** Heads of columns that hold text beside the figures, no labels of rows: 规格型号, 实施采购时间, 绩效目标. */
export const TEXT_COLUMN = /备注|说明|理由|方式|组织形|规格|型号|简介|绩效目标|时间|是否|电话|联系|附件|文号|内容|地点|依据|计量单位/;
/** Leaf headers of label columns, whole. 项目支出 and 单位资金 are none. */
export const LABEL_COLUMN = /^(?:项目|(?:支出|收入)?(?:项目|科目|功能科目|经济科目|功能分类科目|经济分类科目|功能分类|经济分类|单位|部门|预算单位|采购项目|采购品目|采购目录|品目|资金)(?:名称|编码|代码|类别|大类|（.*）|\(.*\))*|.*(?:科目|单位|项目|部门)(?:编码|代码|名称)|.*科目(?:（按大类）|（按功能分类）)?|类|款|项|目|编码|代码|名称|.*目录.*|支出用途|资金来源|.*物品名称|.*品目.*|一级|二级|三级|年度|年份|单位|部门|用途|.*经济分类.*|支出功能分类.*|.*类别.*)$/;
/** Heads of what a row is of, beside its name: 项目名称 | 项目性质, 采购项目 | 采购类别. */
export const ATTRIBUTE_COLUMN = /(?:类别|类型|性质|属性|主体|级次|级别)$/;
/** Heads under which rows are named where no other column names them: 购买服务内容. */
export const NAMING_TEXT = /(?:内容|事项)$/;
