import { parseArgs } from 'node:util';
import { EXIT } from '../exit-codes.js';
import { UsageError, wrongArguments } from '../usage-error.js';

const HELP = `kemu review OUT — check a converted folder in the browser · 在浏览器中复核转换结果

  kemu review out                     open the address it prints
  kemu review out --sources data/     where the documents lie, when they have moved
  kemu review out --truth truth/      write what people settled as truth for calibration, and end

Options:
  --sources DIR   folder with the source files; they are recognised by their content
  --port N        port on 127.0.0.1 (default: any free one)
  --truth DIR     export the settled figures and texts, then end

What you settle is added to OUT/corrections.csv at once. Run kemu convert again to have it applied.
`;

/** `kemu review`: serves the page until Ctrl-C. */
export async function reviewCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(args);
  if (values.help) {
    process.stdout.write(HELP);
    return EXIT.ok;
  }
  const [outDir] = positionals;
  if (outDir === undefined || positionals.length > 1) throw new UsageError('name the folder to review: kemu review OUT');
  if (values.truth !== undefined) {
    const { exportTruth } = await import('./truth.js');
    const { documents, items } = exportTruth(outDir, values.truth);
    process.stderr.write(`${items} settled items of ${documents} documents written to ${values.truth}\n`);
    return EXIT.ok;
  }
  const port = values.port === undefined ? 0 : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError('--port: a number up to 65535');
  const { startReview } = await import('./server.js');
  const review = await startReview({ outDir, port, ...(values.sources === undefined ? {} : { sourcesDir: values.sources }) });
  process.stdout.write(`${review.url}\n`);
  process.stderr.write('Open this address in a browser; Ctrl-C ends. Only this machine can reach it. · 在浏览器中打开以上地址，Ctrl-C 结束\n');
  // Read the folder while the person opens the address: the page is then there at once.
  review.store.refresh();
  await new Promise<void>((done) => {
    process.once('SIGINT', done);
    process.once('SIGTERM', done);
  });
  await review.close();
  return EXIT.ok;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { sources: { type: 'string' }, port: { type: 'string' }, truth: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw wrongArguments('review', error);
  }
}
