const DEPARTMENT = /^3\d\d(?:\d\d)?$/;
const GOVERNMENT = /^5\d\d(?:\d\d)?$/;

/**
 * Which of a row's codes and labels are its own where it prints both economic classifications: the department's. What the government's
 * calls it (30101 基本工资 | 50101 工资奖金津补贴) is wider and the same on many rows, so that its name goes outside, its code in front.
 */
export function withDepartmentLast<T>({ codes, labels }: { readonly codes: readonly string[]; readonly labels: readonly T[] }): { codes: string[]; labels: T[] } {
  const last = codes.at(-1) ?? '';
  const before = codes.at(-2) ?? '';
  if (!GOVERNMENT.test(last) || !DEPARTMENT.test(before) || labels.length < 2) return { codes: [...codes], labels: [...labels] };
  return { codes: [...codes.slice(0, -2), last, before], labels: [...labels.slice(0, -2), labels.at(-1)!, labels.at(-2)!] };
}
