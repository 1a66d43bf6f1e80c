import { parseArgs } from 'node:util';
import { measureInteractions } from './interactions/measure-interactions.ts';

/*
 * How long people wait in the dashboard of a large shop, in a real browser, from the press until the answer is painted:
 *   node scripts/run.mjs bench/interactions.ts [--rounds 10] [--seeded <folder that keeps the filled database>]
 */
const { values } = parseArgs({ options: { rounds: { type: 'string' }, seeded: { type: 'string' } } });
process.exitCode = await measureInteractions(Number(values.rounds ?? 10), values.seeded);
