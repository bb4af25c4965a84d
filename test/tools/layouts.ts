/**
 * Prints what PDFs print: for each file and table its number, kind, title, unit, size and column paths.
 * Tab-separated, a line a column; the raw material of rules/forms.
 *
 *   npx tsx test/tools/layouts.ts FILE.pdf … > layouts.tsv
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { loadForms } from '../../rules/forms/forms.js';
import { readPdf } from '../../parsers/pdf/pdf.js';
import { identifyGrid } from '../../src/identify/grid.js';
import { segmentPositioned } from '../../src/segment/positioned.js';

const forms = loadForms();
console.log(['file', 'table', 'page', 'table_no', 'kind', 'title', 'unit', 'rows', 'block', 'role', 'measure', 'path'].join('\t'));
for (const file of process.argv.slice(2)) {
  try {
    const { pages } = await readPdf(readFileSync(file));
    for (const region of segmentPositioned(pages, { forms }).value) {
      if (region.form !== 'grid') continue;
      const { heading } = region;
      const head = [basename(file), region.order, region.firstPage, heading.tableNo, heading.kind, heading.title, heading.unit];
      if (heading.kind.startsWith('performance') || heading.kind === 'project_declaration') {
        console.log([...head, region.rowCount, '', '', '', ''].join('\t'));
        continue;
      }
      const table = identifyGrid(region, { forms }).value;
      if (table.columns.length === 0) console.log([...head, table.rows.length, '', '', '', ''].join('\t'));
      for (const c of table.columns) console.log([...head, table.rows.length, c.block, c.role, c.measure, c.path.join('/')].join('\t'));
    }
  } catch (error) {
    console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
