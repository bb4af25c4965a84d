/** A target whose comparison and unit have columns of their own, whole: ≥ | 90 | % → ≥90%. A dash says that it has no unit. */
export const targetOf = ({ comparator, target, unit }: { readonly comparator: string; readonly target: string; readonly unit: string }): string => comparator + target + (/^[-—–－/]+$/.test(unit) && target !== '' ? '' : unit);
