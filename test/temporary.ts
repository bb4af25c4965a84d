import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One folder for everything the tests leave, removed when they end. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'kemu-tests-'));
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
