import type { Context } from '#platform/context.ts';
import { readEcbFile } from './ecb-file.ts';
import { insertRate } from './store.ts';

const timeoutMs = 10_000;
const maximumBytes = 256 * 1024;

/** Fetches the European Central Bank's daily file and keeps its dollar rate. Throws when it cannot be had or read. */
export async function fetchEcbRate(context: Context): Promise<void> {
  const response = await fetch(context.config.fxUrl, {
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
  });
  if (!response.ok) throw new Error(`The exchange rates were answered with status ${response.status}.`);
  const rate = readEcbFile(await readLimited(response));
  if (!rate) throw new Error('The file of exchange rates holds no dollar rate.');
  await insertRate(context.database.handle, rate, context.clock.offsetMs);
}

async function readLimited(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maximumBytes) throw new Error('The file of exchange rates is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
