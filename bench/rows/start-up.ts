import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { House } from '../house.ts';
import { residentMegabytes } from '../machine/process-usage.ts';
import { type ServerProcess, startServer } from '../machine/server-process.ts';
import { below, type RowResult } from '../report/result.ts';
import { openShop } from '../shop.ts';

const starts = 3;

/** From the start of the process until it takes requests, and the memory that it occupies then and after load. */
export async function startUpRow(house: House): Promise<RowResult> {
  const dataDir = mkdtempSync(join(tmpdir(), 'linktill-bench-start-'));
  const environment = { DATA_DIR: dataDir, RATE_LIMIT: 'off', TRUST_PROXY: '1' };
  const start = async () => {
    const startedMs = performance.now();
    const server = await startServer(house.buildFolder, environment);
    return { server, readyMs: performance.now() - startedMs };
  };
  let running: ServerProcess | undefined;
  try {
    const first = await start();
    await first.server.stop();
    const later: number[] = [];
    while (later.length < starts) {
      const { server, readyMs } = await start();
      later.push(readyMs);
      if (later.length < starts) await server.stop();
      else running = server;
    }
    const { pid, url } = running as ServerProcess;
    const idle = residentMegabytes(pid);
    const { linkIds } = await openShop(url);
    for (const connections of [32, 256])
      await house.load.ask({ url, connections, seconds: 3, requests: { kind: 'start', linkIds } });
    const loaded = residentMegabytes(pid);
    return {
      title: 'Start-up',
      lines: [],
      aims: [
        below('First start, with a new database and a demo shop', first.readyMs, 6_000, ' ms'),
        below(`Later starts, best of ${starts}`, Math.min(...later), 1_500, ' ms'),
        ...(idle === undefined ? [] : [below('Memory when ready', idle, 200, ' MB')]),
        ...(loaded === undefined
          ? []
          : [below('Memory after starts at 256 connections', loaded, 200, ' MB')]),
      ],
    };
  } finally {
    await running?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
