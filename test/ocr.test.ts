import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decode } from '../parsers/ocr/paddle.js';
import { pictureAsPdf } from '../parsers/ocr/picture-file.js';
import { readPictures } from '../parsers/ocr/pictures.js';
import { blank, crop, flatten, otsu, quarterTurns, resize, rotate, threshold, type Grey } from '../parsers/ocr/raster.js';
import { figureMarks, readable } from '../parsers/ocr/readable.js';
import { mendOrdinals } from '../parsers/ocr/ordinals.js';
import { findRules } from '../parsers/ocr/rulings.js';
import { skewOf } from '../parsers/ocr/skew.js';
import { snap } from '../parsers/ocr/snap.js';
import { mendSubHeadings } from '../parsers/ocr/sub-headings.js';
import type { OcrEngine, ReadLine } from '../parsers/ocr/engine.js';
import { vote } from '../parsers/ocr/vote.js';
import type { Fact, OpenTable, Page } from '../src/model/index.js';
import { markRead, mendCodes, withReadings } from '../src/scan/scan.js';
import { toPng } from '../parsers/ocr/tesseract.js';
import { loadRules } from '../rules/load.js';
import { keyOf, loadOcrRules } from '../rules/ocr/ocr.js';
import { readRuleCsv } from '../rules/csv.js';
import { convertDocument } from '../src/pipeline.js';
import { canBecome } from '../src/scan/mend.js';
import { formatAmount } from '../src/text/amount.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A ruled table of 3 × 4 cells on white paper, 200 dpi: rules 3 pixels thick. */
function ruled(): Grey {
  const page = blank(900, 600);
  for (const y of [100, 200, 300, 400]) for (let k = 0; k < 3; k++) page.data.fill(20, (y + k) * 900 + 100, (y + k) * 900 + 803);
  for (const x of [100, 275, 450, 625, 800]) for (let y = 100; y < 403; y++) page.data.fill(20, y * 900 + x, y * 900 + x + 3);
  return page;
}

describe('raster', () => {
  it('finds the rules of a table, level or turned back', () => {
    for (const tilt of [0, 1.3, -0.7]) {
      const page = rotate(ruled(), tilt);
      const bits = threshold(page, otsu(page));
      const skew = skewOf(bits);
      expect(skew).toBeCloseTo(tilt, 0);
      const { rules } = findRules(threshold(rotate(page, -skew), 150), 200);
      expect(rules.filter((r) => r.horizontal)).toHaveLength(4);
      expect(rules.filter((r) => !r.horizontal)).toHaveLength(5);
    }
  });

  it('takes a row of strokes for text, not for a rule', () => {
    const page = ruled();
    for (let x = 110; x < 440; x += 14) for (let y = 140; y < 165; y += 3) page.data.fill(20, y * 900 + x, y * 900 + x + 11);
    const { rules, underlines } = findRules(threshold(page, 150), 200);
    expect(rules.filter((r) => r.horizontal)).toHaveLength(4);
    expect(underlines).toEqual([]);
  });

  it('divides shadows out', () => {
    const page = ruled();
    const dark = { ...page, data: page.data.map((v, i) => v * (i % 900 > 450 ? 0.6 : 1)) };
    const flat = flatten(dark, 200);
    expect(flat.data[50 * 900 + 800]!).toBeGreaterThan(235);
    expect(flat.data[101 * 900 + 700]!).toBeLessThan(120);
  });

  it('turns, cuts and resizes', () => {
    const page = ruled();
    expect(quarterTurns(quarterTurns(page, 1), 3).data).toEqual(page.data);
    expect(crop(page, { x0: 890, y0: 590, x1: 950, y1: 650 })).toMatchObject({ width: 10, height: 10 });
    expect(resize(page, 450, 300)).toMatchObject({ width: 450, height: 300 });
  });
});

/** A TIFF of one or more grey pages, uncompressed or deflated, in strips. */
function tiff(pages: readonly Grey[], deflated: boolean, strips: number): Uint8Array {
  const chunks: Buffer[] = [Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0])];
  let length = 8;
  let link = 4;
  const add = (chunk: Buffer): number => {
    const at = length;
    chunks.push(chunk);
    length += chunk.length;
    return at;
  };
  const links: [number, number][] = [];
  for (const page of pages) {
    const rows = Math.ceil(page.height / strips);
    const parts = Array.from({ length: strips }, (_, i) => {
      const raw = Buffer.from(page.data.subarray(i * rows * page.width, Math.min(page.height, (i + 1) * rows) * page.width));
      const body = deflated ? deflateSync(raw) : raw;
      return { at: add(body), size: body.length };
    });
    const list = (values: number[]): number => {
      const b = Buffer.alloc(4 * values.length);
      values.forEach((v, i) => b.writeUInt32LE(v, 4 * i));
      return add(b);
    };
    const one = strips === 1;
    const offsets = one ? parts[0]!.at : list(parts.map((p) => p.at));
    const counts = one ? parts[0]!.size : list(parts.map((p) => p.size));
    const tags: [number, number, number, number][] = [
      [256, 4, 1, page.width],
      [257, 4, 1, page.height],
      [258, 3, 1, 8],
      [259, 3, 1, deflated ? 8 : 1],
      [262, 3, 1, 1],
      [273, 4, strips, offsets],
      [277, 3, 1, 1],
      [278, 4, 1, rows],
      [279, 4, strips, counts],
    ];
    const ifd = Buffer.alloc(2 + 12 * tags.length + 4);
    ifd.writeUInt16LE(tags.length, 0);
    tags.forEach(([tag, type, count, value], i) => {
      ifd.writeUInt16LE(tag, 2 + 12 * i);
      ifd.writeUInt16LE(type, 4 + 12 * i);
      ifd.writeUInt32LE(count, 6 + 12 * i);
      ifd.writeUInt32LE(value, 10 + 12 * i);
    });
    links.push([link, length]);
    link = length + 2 + 12 * tags.length;
    add(ifd);
  }
  const out = Buffer.concat(chunks);
  for (const [at, value] of links) out.writeUInt32LE(value, at);
  return new Uint8Array(out);
}

async function pictures(bytes: Uint8Array): Promise<Grey[]> {
  const pdf = pictureAsPdf('page', bytes);
  const out: Grey[] = [];
  const count = Number(/\/Count (\d+)/.exec(Buffer.from(pdf).toString('latin1'))![1]);
  for await (const each of readPictures(pdf, Array.from({ length: count }, (_, i) => i + 1))) {
    if ('why' in each) throw new Error(each.why);
    out.push(each.grey);
  }
  return out;
}

describe('strongly damaged pages', () => {
  it('divides a narrow fold out without leaving a band of shadow', () => {
    const page = ruled();
    const fold = (x: number): number => 1 - 0.3 * Math.exp(-(((x - 450) / 37) ** 2));
    const flat = flatten({ ...page, data: page.data.map((v, i) => v * fold(i % 900)) }, 150);
    for (const x of [400, 425, 440, 460, 475, 500]) expect(flat.data[50 * 900 + x]!, `at ${x}`).toBeGreaterThan(225);
    // ink under the fold stays ink
    expect(flat.data[101 * 900 + 430]!).toBeLessThan(120);
  });
});

describe('ordinals of lists', () => {
  const rules = loadOcrRules();
  const column = (...texts: string[]) => texts.map((text, i) => ({ text, x0: 40 + (i % 2), y0: 20 * i }));
  const after = (...texts: string[]): string[] => {
    const { mended } = mendOrdinals(column(...texts), rules);
    return texts.map((text, i) => mended.get(i) ?? text);
  };
  it('between two neighbours the one missing is certain', () => {
    expect(after('一、一般公共服务支出', '外交支出', '三、国防支出')).toEqual(['一、一般公共服务支出', '二、外交支出', '三、国防支出']);
    expect(after('二十三、其他支出', '一十四、债务还本支出', '二十五、债务付息支出')[1]).toBe('二十四、债务还本支出');
    expect(after('十八、自然资源海洋气象等支出', '十丸、住房保障支出', '二十、粮油物资储备支出')[1]).toBe('十九、住房保障支出');
  });
  it('a lost mark comes back, a lost first ordinal where the rules know the word with it', () => {
    expect(after('一般公共服务支出', '二、外交支出', '三国防支出')).toEqual(['一、一般公共服务支出', '二、外交支出', '三、国防支出']);
  });
  it('words between ordinals stay as they are', () => {
    const labels = ['一、一般公共服务支出', '其中：教育支出', '二、外交支出', '本年支出合计'];
    expect(after(...labels)).toEqual(labels);
    expect(after('一般公共服务支出', '外交支出', '国防支出')).toEqual(['一般公共服务支出', '外交支出', '国防支出']);
  });
  it('what cannot be told is doubted', () => {
    expect([...mendOrdinals(column('印刷费', '二、外交支出', '三、国防支出'), rules).doubted]).toEqual([0]);
  });
});

describe('single characters below a heading', () => {
  const rules = loadOcrRules();
  const cell = (x: number, y: number, width: number) => ({ x0: x, y0: y, x1: x + width, y1: y + 30 });
  const head = cell(0, 0, 300);
  const rooms = [head, cell(0, 35, 95), cell(100, 35, 95), cell(200, 35, 95)];
  it('are those of the form, where it has as many cells', () => {
    const words = [{ text: '科目编码', room: head }, ...['类', '', '教'].map((text, i) => ({ text, room: rooms[i + 1]! }))];
    expect([...mendSubHeadings(words, rooms, rules)]).toEqual([[2, '款'], [3, '项']]);
    expect([...mendSubHeadings(words.slice(0, 3), rooms.slice(0, 3), rules)]).toEqual([[2, '款']]);
  });
  it('and words are left alone', () => {
    const words = [{ text: '科目编码', room: head }, ...['类', '科目名称', '项'].map((text, i) => ({ text, room: rooms[i + 1]! }))];
    expect(mendSubHeadings(words, rooms, rules).size).toBe(0);
  });
});

describe('codes misread by a digit', () => {
  const fact = (code: string, meant: string, flags = ['ocr', 'code-corrected'], basis = ['ocr']) => ({ code, subject: { code: meant }, flags, basis }) as unknown as Fact;
  it.each([
    ['201008', '2010608'],
    ['2010668', '2010608'],
    ['20106088', '2010608'],
  ])('%s is %s where name and neighbours say so, and says so', (read, meant) => {
    expect(mendCodes([fact(read, meant)])[0]).toMatchObject({ code: meant, flags: ['ocr', 'code-corrected', 'ocr-corrected'] });
  });
  it('further ones, and codes of documents with text, stay as printed', () => {
    for (const left of [fact('201', '2010608'), fact('2010688', '2010699'), fact('201008', '2010608', ['ocr']), fact('201008', '2010608', ['code-corrected'], ['position'])]) expect(mendCodes([left])[0]).toBe(left);
  });
});

describe('two engines vote on a doubtful figure', () => {
  const { bounds } = loadOcrRules();
  const line = (text: string, score: number): ReadLine => ({ text, score, characters: [] });
  const asked: string[] = [];
  const engine = (text: string): OcrEngine => ({
    name: 'fake',
    parallel: 1,
    surest: 1,
    readLine: async () => {
      asked.push(text);
      return line(text, 0.95);
    },
    close: async () => undefined,
  });
  const voted = (text: string, score: number, other: string) => vote(blank(40, 20), line(text, score), engine(other), bounds);

  it('agreement raises it, also where marks were read alike', async () => {
    expect(await voted('1,836.22', 0.7, '1.836.22')).toMatchObject({ text: '1,836.22', score: bounds.agreed });
  });
  it('disagreement keeps the first, lowers it and keeps the other beside it', async () => {
    expect(await voted('1,836.22', 0.85, '1,336.22')).toMatchObject({ text: '1,836.22', score: 0.6, dispute: '1,336.22' });
  });
  it('one or two digits agree by chance, and what is no figure has no vote', async () => {
    expect((await voted('53', 0.4, '53')).score).toBe(0.4);
    expect(await voted('836.22', 0.7, '星')).toEqual(line('836.22', 0.7));
  });
  it('is not held over sure figures and words', async () => {
    asked.length = 0;
    await voted('836.22', 0.95, '1');
    await voted('支出', 0.4, '1');
    expect(asked).toEqual([]);
  });

  it('marks the figure, and names the other reading as a candidate', () => {
    const box = { x0: 10, y0: 10, x1: 50, y1: 20 };
    const place = { page: 1, line: 0, box };
    const page: Page = { number: 1, form: 'positioned', lines: [], width: 100, height: 100, rulings: [], scan: { engine: 'x', dpi: 200, lines: [{ ...box, text: '836.22', read: '836.22', score: 0.6, known: false, others: ['336.22'], disputed: true }] } };
    const amount = { digits: 83622n, scale: 2, printed: '836.22' };
    const table = { columns: [], first: { page: 1, line: 0 }, last: { page: 1, line: 0 }, rows: [{ path: [], label: '支出', code: '', place, flags: [], cells: [{ amount, column: 0, basis: [], flags: [], place }] }] } as unknown as OpenTable;
    const [marked] = markRead([table], [page]);
    expect(marked!.rows[0]!.cells[0]!.flags).toEqual(expect.arrayContaining(['ocr', 'ocr-doubtful', 'ocr-disputed']));
    const fact = { place, flags: ['ocr-disputed'], column: 3, candidates: [] } as unknown as Fact;
    expect(withReadings([fact], [page])[0]!.candidates).toEqual([{ column: 3, why: 'another engine reads 336.22' }]);
  });
});

describe('picture files', () => {
  const same = (found: Grey | undefined, page: Grey) => {
    expect(found).toBeDefined();
    const back = resize(found!, page.width, page.height);
    let off = 0;
    for (let i = 0; i < page.data.length; i++) if (Math.abs(back.data[i]! - page.data[i]!) > 120) off++;
    expect(off / page.data.length).toBeLessThan(0.01);
  };
  it('PNG', async () => same((await pictures(new Uint8Array(toPng(ruled()))))[0], ruled()));
  it.each([
    ['uncompressed, one strip', false, 1],
    ['uncompressed, strips', false, 5],
    ['deflated, strips', true, 4],
  ] as const)('TIFF %s, two pages', async (_, deflated, strips) => {
    const found = await pictures(tiff([ruled(), ruled()], deflated, strips));
    expect(found).toHaveLength(2);
    for (const each of found) same(each, ruled());
  });
  it('says what is wrong with a file', () => {
    expect(() => pictureAsPdf('x.tif', new Uint8Array([0x49, 0x49, 42, 0, 200, 0, 0, 0, 0]))).toThrow(/damaged or cut short/);
    expect(() => pictureAsPdf('x.jpg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]))).toThrow(/how large/);
  });
});

describe('what engines read, in print spelling', () => {
  it.each([
    ['21.955.35', '21,955.35'],
    ['1，464.3', '1,464.3'],
    ['16,458.75', '16,458.75'],
    ['1.234', '1.234'],
    ['3.660.38', '3,660.38'],
    ['0.00', '0.00'],
    ['2080505', '2080505'],
    ['1,806,24', '1,806,24'],
    ['1,806,624', '1,806,624'],
  ])('%s → %s', (read, printed) => expect(figureMarks(read)).toBe(printed));

  it.each([
    ['减少_184.96万元', '减少184.96万元'],
    ['其他资金收入〇万元', '其他资金收入0万元'],
    ['三.单位预留机动经费', '三、单位预留机动经费'],
    ['二〇二六年', '二〇二六年'],
    ['预算数 (万元)', '预算数（万元）'],
    ['1，836．22', '1,836.22'],
  ])('%s → %s', (read, printed) => expect(readable(read)).toBe(printed));
});

describe('CTC', () => {
  it('drops blanks and repetitions, keeps alternatives', () => {
    const keys = ['', '1', '7', '.'];
    const steps = [
      [0.1, 0.6, 0.3, 0],
      [0.1, 0.5, 0.4, 0],
      [0.9, 0.1, 0, 0],
      [0, 0.9, 0.1, 0],
      [0, 0, 0, 1],
    ];
    const line = decode(steps.flat(), 5, 4, keys, null);
    expect(line.text).toBe('11.');
    expect(line.score).toBeCloseTo(0.6);
    expect(line.characters[0]!.others[0]).toEqual({ text: '7', score: 0.3 });
  });
});

describe('snapping words', () => {
  const rules = loadOcrRules();
  const doubt = (text: string, score: number) => [...text].map((c) => ({ text: c, score, others: [] }));
  it.each([
    ['十二、衣林水支出', '十二、农林水支出'],
    ['十六、全融支出', '十六、金融支出'],
    ['、一般公共服务支出', '一、一般公共服务支出'],
    ['社会保障和就业支油', '社会保障和就业支出'],
    // 年初… is as near, but 来 is the look-alike of 末
    ['年来财政拨款结转和结余', '年末财政拨款结转和结余'],
  ])('%s → %s', (read, meant) => expect(snap(read, doubt(read, 0.8), rules)).toEqual({ text: meant, known: true }));

  it('a word of three characters is mended, but not known for it', () => {
    expect(snap('决短数', doubt('决短数', 0.8), rules)).toEqual({ text: '决算数', known: false });
  });

  it('leaves sure readings and unknown words alone', () => {
    expect(snap('临河区公路事业发展中心', doubt('临河区公路事业发展中心', 0.9), rules).text).toBe('临河区公路事业发展中心');
    expect(snap('农林水支山', doubt('农林水支山', 1), rules)).toEqual({ text: '农林水支山', known: false });
    expect(snap('2080505', doubt('2080505', 0.5), rules)).toEqual({ text: '2080505', known: false });
  });

  it('the table of look-alikes has two characters and a source a line, none twice', () => {
    const seen = new Set<string>();
    for (const { one, other, source } of readRuleCsv(new URL('../rules/ocr/look-alikes.csv', import.meta.url))) {
      expect([...one!, ...other!]).toHaveLength(2);
      expect(source).not.toBe('');
      expect(keyOf(one!)).not.toBe(keyOf(other!));
      expect(seen.has(one! + other!) || seen.has(other! + one!), `${one}${other}`).toBe(false);
      seen.add(one! + other!);
    }
  });
});

describe('mending figures', () => {
  const alike = loadOcrRules().alike;
  it.each([
    ['836.22', '1836.22', true],
    ['1836.22', '1336.22', true],
    ['1836.22', '1836.72', false],
    ['183622', '1836.22', true],
    ['836.22', '2446.91', false],
    ['12.00', '-12.00', true],
  ])('%s can be %s: %s', (now, meant, can) => expect(canBecome(now, meant, alike)).toBe(can));
});

/** Truth of the pictures: rows 1–5 and 8–11 of 附表3 of corpus/hexi-school-2024. */
const truth = readRuleCsv(here('../corpus/hexi-school-2024/facts.csv'))
  .filter((r) => r.table_no === '附表3' && (Number(r.row_no) <= 5 || (Number(r.row_no) >= 8 && Number(r.row_no) <= 11)))
  .map((r) => `${r.code || r.label}|${r.column_path}|${Number(r.value)}`);

async function score(file: string, ocr: 'pp-ocr' | 'tesseract') {
  const result = await convertDocument({ name: file, bytes: new Uint8Array(readFileSync(here(`ocr/fixtures/${file}`))) }, { ocr }, loadRules());
  const left = [...truth];
  let wrongHigh = 0;
  for (const fact of result.facts) {
    const at = left.indexOf(`${fact.code || fact.rowLabel}|${fact.columnPath.join('/')}|${Number(formatAmount(fact.amount))}`);
    if (at >= 0) left.splice(at, 1);
    else if (fact.confidence.level === 'high') wrongHigh++;
  }
  return { result, recall: 1 - left.length / truth.length, precision: (truth.length - left.length) / Math.max(1, result.facts.length), wrongHigh, left };
}

const installed = (() => {
  try {
    createRequire(import.meta.url).resolve('onnxruntime-node');
    return true;
  } catch {
    return false;
  }
})();

describe.each([
  ['pp-ocr', 0.98],
  ['tesseract', 0.9],
] as const)('pages read by %s', (engine, least) => {
  it.skipIf(engine === 'pp-ocr' && !installed).each(['tilted-noisy.jpg', 'stamped-folded.jpg'])('%s', { timeout: 240_000 }, async (file) => {
    const { result, recall, precision, wrongHigh, left } = await score(file, engine);
    expect(recall, `missing ${left.slice(0, 5).join('; ')}`).toBeGreaterThanOrEqual(least);
    expect(precision).toBeGreaterThanOrEqual(least);
    expect(wrongHigh).toBe(0);
    expect(result.tables[0]!.origin).toBe('ocr');
    for (const fact of result.facts) {
      expect(fact.basis).toContain('ocr');
      expect(fact.flags).toContain('ocr');
      expect(fact.place.box).toBeDefined();
    }
    expect(result.messages.map((m) => m.rule)).toContain('ocr/page-read');
  });
});

it('is told when reading pictures is turned off: a picture is refused, a page of a PDF is an error of that page', async () => {
  await expect(convertDocument({ name: 'a.jpg', bytes: new Uint8Array(readFileSync(here('ocr/fixtures/tilted-noisy.jpg'))) }, { ocr: 'off' }, loadRules())).rejects.toThrow(/a\.jpg: this is a picture/);
  const pdf = pictureAsPdf('a.png', new Uint8Array(toPng(ruled())));
  const { status, messages } = await convertDocument({ name: 'a.pdf', bytes: pdf }, { ocr: 'off' }, loadRules());
  expect(status).toBe('partial');
  expect(messages).toContainEqual(expect.objectContaining({ rule: 'ocr/turned-off', severity: 'error', place: expect.objectContaining({ page: 1 }) }));
});

describe('scores of scans drawn from the corpus (npx tsx test/ocr/bench.ts ENGINE --accept)', () => {
  const scores = JSON.parse(readFileSync(here('../corpus/ocr-scores.json'), 'utf8')) as Record<string, { pages: number; f1: number; highWrong: number }>;
  it.each(Object.entries(scores))('%s: nothing wrong at high', (_, { highWrong }) => expect(highWrong).toBe(0));
  it.each([
    ['pp-ocr, moderate damage', 0.98],
    ['tesseract, moderate damage', 0.93],
  ])('%s: thirty pages at least, F1 of %d at least', (name, least) => {
    expect(scores[name]!.pages).toBeGreaterThanOrEqual(30);
    expect(scores[name]!.f1).toBeGreaterThanOrEqual(least);
  });
});
