import { runReader } from './statements/child.ts';
import { compareStatements } from './statements/compare.ts';

/*
 * How fast bank statements are read, and with how much memory:
 *   node scripts/run.mjs bench/statements.ts [<folder in which iso20022.js is installed>]
 * With such a folder the same small files go through that reader, too, each reader in a process of its own.
 */
const [first, ...rest] = process.argv.slice(2);
if (first === 'child') await runReader(rest);
else await compareStatements(first);
