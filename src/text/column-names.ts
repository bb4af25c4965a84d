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
