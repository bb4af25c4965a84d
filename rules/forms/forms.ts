import type { ColumnRole, TableKind } from '../../src/model/table.js';

/** What is known about printed tables: their titles, header cells and row labels, each with where it was seen. */
export interface FormRules {
  /** The kind a printed title names (white space is ignored); null when the text is no table title. */
  kindOf(title: string): TableKind | null;
  /** The meaning of a header path (outermost to leaf, white space removed). `role` is 'label' for code, name and ordinal columns. */
  measureOf(kind: TableKind, path: readonly string[]): { readonly measure: string; readonly role: ColumnRole | 'label' };
}
