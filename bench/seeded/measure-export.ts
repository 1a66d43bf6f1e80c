import { residentMegabytes } from '../machine/process-usage.ts';
import type { SeededServer } from './seeded-server.ts';

export type Export = {
  readonly rows: number;
  readonly rowsPerSecond: number;
  readonly megabytesPerSecond: number;
  readonly firstByteMs: number;
  /** The most memory that the server's process occupied meanwhile, and before; undefined where unknown. */
  readonly peakMegabytes: number | undefined;
  readonly idleMegabytes: number | undefined;
};

const sampleEveryMs = 20;

/** Reads all transactions as CSV, as fast as they come, and throws them away. */
export async function measureExport({ server, authorization }: SeededServer): Promise<Export> {
  const idleMegabytes = residentMegabytes(server.pid);
  let peak = idleMegabytes ?? 0;
  const sampling = setInterval(() => {
    peak = Math.max(peak, residentMegabytes(server.pid) ?? 0);
  }, sampleEveryMs);
  const startedMs = performance.now();
  try {
    const response = await fetch(`${server.url}/api/transactions/`, {
      headers: { authorization, accept: 'text/csv' },
    });
    if (response.status !== 200 || !response.body) throw new Error(`The export answered ${response.status}.`);
    let [bytes, lines, firstByteMs] = [0, 0, 0];
    for await (const chunk of response.body) {
      if (bytes === 0) firstByteMs = performance.now() - startedMs;
      bytes += chunk.length;
      for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) lines += 1;
    }
    const seconds = (performance.now() - startedMs) / 1000;
    // The first line names the columns.
    const rows = lines - 1;
    return {
      rows,
      rowsPerSecond: rows / seconds,
      megabytesPerSecond: bytes / 1e6 / seconds,
      firstByteMs,
      peakMegabytes: idleMegabytes === undefined ? undefined : peak,
      idleMegabytes,
    };
  } finally {
    clearInterval(sampling);
  }
}

const newline = 10;
