import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ZipFile } from 'yazl';
import { cpuMsOf, residentMegabytes } from '../machine/process-usage.ts';
import { startServer } from '../machine/server-process.ts';
import { secondsOfInserts } from './insert-limit.ts';

/** What handing a file in over HTTP takes of a server and of whoever waits. */
export type HandedIn = {
  readonly entries: number;
  readonly seconds: number;
  readonly againSeconds: number;
  readonly serverCpuSeconds: number;
  readonly aboveIdleMegabytes: number;
  /** How long buyers waited for the preview of a link meanwhile, 99 of 100 at most, and how long right before. */
  readonly previewP99Ms: number;
  readonly previewBeforeP99Ms: number;
  /** What the database takes for the same rows, written by one connection. */
  readonly insertSeconds: number;
};

// This runs as `build/run/statements.js`.
const buildFolder = dirname(dirname(fileURLToPath(import.meta.url)));

const sampleEveryMs = 20;

/** Hands a statement in twice, packed as a ZIP because it is larger than a body may be, on a server and database of its own. */
export async function handIn(path: string): Promise<HandedIn> {
  const dataDir = mkdtempSync(join(tmpdir(), 'linktill-bench-hand-in-'));
  const server = await startServer(buildFolder, { DATA_DIR: dataDir, RATE_LIMIT: 'off' });
  try {
    const token = await signUp(server.url);
    const preview = `${server.url}/api/payment-links/public/${await makeLink(server.url, token)}/`;
    const body = await zipOf(await readFile(path));
    const previewBefore = askMeanwhile(preview);
    await setTimeout(beforeMs);
    const previewBeforeP99Ms = await previewBefore.end();
    const idle = residentMegabytes(server.pid) ?? 0;
    let peak = idle;
    const timer = setInterval(() => {
      peak = Math.max(peak, residentMegabytes(server.pid) ?? 0);
    }, sampleEveryMs);
    const cpuBefore = cpuMsOf(server.pid) ?? 0;
    const previewMeanwhile = askMeanwhile(preview);
    const first = await post(server.url, token, body);
    const previewP99Ms = await previewMeanwhile.end();
    const serverCpuSeconds = ((cpuMsOf(server.pid) ?? 0) - cpuBefore) / 1_000;
    const again = await post(server.url, token, body);
    clearInterval(timer);
    const insertSeconds = await secondsOfInserts(dataDir);
    if (again.answer.duplicates !== first.answer.entries) throw new Error(JSON.stringify(again.answer));
    return {
      entries: first.answer.entries,
      seconds: first.seconds,
      againSeconds: again.seconds,
      serverCpuSeconds,
      aboveIdleMegabytes: peak - idle,
      previewP99Ms,
      previewBeforeP99Ms,
      insertSeconds,
    };
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const askEveryMs = 50;
const beforeMs = 10_000;

/** Somebody who asks for the same again and again until told to stop. */
function askMeanwhile(url: string): { end(): Promise<number> } {
  const waits: number[] = [];
  let isOver = false;
  const asking = (async () => {
    while (!isOver) {
      const begun = performance.now();
      const answer = await fetch(url);
      await answer.text();
      if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}.`);
      waits.push(performance.now() - begun);
      await setTimeout(askEveryMs);
    }
  })();
  return {
    async end() {
      isOver = true;
      await asking;
      return waits.toSorted((one, other) => one - other)[Math.floor(waits.length * 0.99)] ?? 0;
    },
  };
}

async function makeLink(url: string, token: string): Promise<string> {
  const make = async (path: string, body: unknown) => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Token ${token}` },
      body: JSON.stringify(body),
    });
    if (response.status !== 201) throw new Error(`${path} answered ${response.status}.`);
    return ((await response.json()) as { id: string }).id;
  };
  const product = await make('/api/products/', { name: 'Print', prices: { EUR: '10.00' } });
  const products = [{ product_id: product, quantity: 1 }];
  return make('/api/payment-links/', { name: 'Spring sale', currency: 'EUR', products });
}

type Answer = { readonly entries: number; readonly duplicates: number };

async function signUp(url: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/signup/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      organization_name: 'Nordlicht',
      name: 'Maja Berg',
      email: `owner-${Date.now()}@shop.example`,
      password: 'correct horse battery',
    }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

async function post(url: string, token: string, body: Buffer): Promise<{ answer: Answer; seconds: number }> {
  const begun = performance.now();
  const response = await fetch(`${url}/api/organization/bank-statements/?file_name=large.zip`, {
    method: 'POST',
    headers: { 'content-type': 'application/zip', authorization: `Token ${token}` },
    body: new Uint8Array(body),
  });
  const text = await response.text();
  if (response.status !== 201) throw new Error(`Handing in answered ${response.status}: ${text}`);
  return { answer: JSON.parse(text) as Answer, seconds: (performance.now() - begun) / 1_000 };
}

async function zipOf(content: Buffer): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addBuffer(content, 'large.xml');
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
