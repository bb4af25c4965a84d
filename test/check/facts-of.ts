import type { Fact } from '../../src/model/fact.js';
import type { Table } from '../../src/model/table.js';

/** Facts of placed tables as the resolve stage would hand them over, without subjects. */
export const factsOf = (tables: readonly Table[]): Fact[] =>
  tables.flatMap((table) =>
    table.rows.flatMap((row) =>
      row.cells.map(
        (cell): Fact => ({
          key: `t${String(table.order).padStart(2, '0')}-r${row.rowNo}c${cell.column + 1}`,
          table: table.order,
          tableNo: table.tableNo,
          tableKind: table.kind,
          rowNo: row.rowNo,
          rowLabel: row.label,
          rowPath: row.path,
          code: row.code,
          columnPath: table.columns[cell.column]?.path ?? [],
          column: cell.column,
          measure: table.columns[cell.column]?.measure ?? '',
          classification: 'none',
          subject: null,
          subjects: [],
          amount: cell.amount,
          unit: table.unit,
          candidates: cell.candidates,
          confidence: { level: 'low', score: 0 },
          basis: cell.basis,
          flags: [...cell.flags, ...row.flags],
          place: cell.place,
        }),
      ),
    ),
  );
