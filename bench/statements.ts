import { parseArgs } from 'node:util';
import { runReader } from './statements/child.ts';
import { compareStatements } from './statements/compare.ts';

/*
 * How fast bank statements are read and taken in, and with how much memory:
 *   node scripts/run.mjs bench/statements.ts [<folder in which iso20022.js is installed>] [--entries 100000]
 * With such a folder the same small files go through that reader, too, each reader in a process of its own. About five minutes, or one
 * with 5,000 entries.
 */
const [first, ...rest] = process.argv.slice(2);
if (first === 'child') await runReader(rest);
else {
  const { values, positionals } = parseArgs({
    options: { entries: { type: 'string', default: '100000' } },
    allowPositionals: true,
  });
  await compareStatements(positionals[0], Number(values.entries));
}
