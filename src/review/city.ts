/** Places that are their own province, whose documents often leave out 市. */
const MUNICIPALITIES = /^(北京|上海|天津|重庆)/;

/** The place a document is from, as its own name or its file's name says; '' where neither does. */
export function cityOf(entityName: string, sourceFile: string): string {
  const file = sourceFile.split(/[\\/]/).at(-1) ?? '';
  for (const text of [entityName, file.replace(/^[\w\s]+__?/, '').replace(/^\d{4}年?度?/, ''), file]) {
    const municipality = MUNICIPALITIES.exec(text);
    if (municipality) return `${municipality[1]}市`;
    const match = /^(?:中共|中国共产党)?(?:[\p{Script=Han}]{2,7}?(?:省|自治区))?([\p{Script=Han}]{2,7}?(?:市|自治州|州|盟|地区|县|区|旗))/u.exec(text);
    if (match) return match[1]!;
    const province = /^(?:中共)?([\p{Script=Han}]{2,6}?(?:省|自治区))/u.exec(text);
    if (province) return province[1]!;
  }
  return '';
}
