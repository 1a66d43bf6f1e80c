import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type pg from 'pg';
import type { House } from '../house.ts';
import type { FeedReader } from '../people/feed-reader.ts';
import { checkOverHttp } from './over-http.ts';
import { checkWhatWasSeen } from './seen.ts';
import { storedChecks } from './stored.ts';
import { checkWhatWasTold } from './telling.ts';
import { checkTransfers } from './transfers.ts';

/** Rows of the database, past the servers and the proxy. */
export type Query = <Row>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

const listedPerCheck = 10;

/** Holds everything against everything, once nothing moves any more. Violations go into the memory. */
export async function checkHouse(
  house: House,
  client: pg.Client,
  readers: readonly FeedReader[],
): Promise<void> {
  const query: Query = async <Row>(text: string, values: readonly unknown[] = []) =>
    (await client.query(text, [...values])).rows as Row[];
  for (const { guarantee, text } of storedChecks) {
    const rows = await query<{ subject: string; found: string }>(text);
    for (const { subject, found } of rows.slice(0, listedPerCheck))
      house.memory.violate(guarantee, `${subject}: ${found}`);
    if (rows.length > listedPerCheck)
      house.memory.violate(guarantee, `and ${rows.length - listedPerCheck} more`);
  }
  await checkWhatWasSeen(house, query);
  await checkWhatWasTold(house, query, readers);
  await checkOverHttp(house, query);
  await checkTransfers(house, query);
  await runVerify(house);
}

/** The operator's own command, as an operator runs it. */
async function runVerify({ buildFolder, environment, memory }: House): Promise<void> {
  const { PATH = '', HOME = '' } = process.env;
  const words = [join(buildFolder, 'server/cli.js'), 'verify'];
  const said = await new Promise<string | undefined>((resolve) => {
    const options = { env: { PATH, HOME, ...environment } as NodeJS.ProcessEnv };
    execFile(process.execPath, words, options, (error, stdout, stderr) =>
      resolve(error ? `${stdout}${stderr}` : undefined),
    );
  });
  if (said !== undefined) memory.violate('`verify` finds nothing', said.trim());
}
