import { existsSync, mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Ledger } from '../../src/ledger.js';
import { GrowingFile } from '../../src/write/growing-file.js';

const path = (): string => join(mkdtempSync(join(tmpdir(), 'kemu-ledger-')), 'ledger');

describe('a ledger', () => {
  it('gives values back by place, in whatever order they were set, and leaves no file', () => {
    const file = path();
    const ledger = new Ledger<string>(file);
    const long = '长'.repeat(20_000);
    for (const [place, value] of [[3, 'c'], [0, long], [5, ''], [1, 'b']] as const) ledger.set(place, value);
    expect([...ledger.values()]).toEqual([long, 'b', 'c', '']);
    ledger.set(2, 'later');
    expect([...ledger.values()]).toEqual([long, 'b', 'later', 'c', '']);
    ledger.close();
    ledger.set(4, 'too late');
    expect(existsSync(file)).toBe(false);
  });

  it('begins anew where a killed run left one, and says when it was cut short', () => {
    const file = path();
    writeFileSync(file, 'left behind by another run');
    const ledger = new Ledger<number>(file);
    ledger.set(0, 17);
    expect([...ledger.values()]).toEqual([17]);
    truncateSync(file, 1);
    expect(() => [...ledger.values()]).toThrow(/cut it short during the run: run again/);
    ledger.close();
  });
});

describe('a growing file', () => {
  it('takes texts, bytes and files in their order, shows them all, and appears when it is whole', () => {
    const file = path();
    const other = path();
    writeFileSync(other, 'x'.repeat(300_000));
    const shown: Buffer[] = [];
    const growing = new GrowingFile(file, (bytes) => shown.push(Buffer.from(bytes)));
    growing.append('一');
    growing.append(Buffer.from('2'));
    growing.append('3');
    growing.appendFile(other);
    growing.append('四');
    expect(existsSync(file)).toBe(false);
    growing.commit();
    const whole = `一23${'x'.repeat(300_000)}四`;
    expect(readFileSync(file, 'utf8')).toBe(whole);
    expect(Buffer.concat(shown).toString()).toBe(whole);
    expect(existsSync(growing.partPath)).toBe(false);
  });

  it('changes nothing when it is given up', () => {
    const file = path();
    writeFileSync(file, 'before');
    const growing = new GrowingFile(file);
    growing.append('after');
    growing.discard();
    expect(readFileSync(file, 'utf8')).toBe('before');
    expect(readdirSync(join(file, '..'))).toEqual(['ledger']);
  });
});
