import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Aim, atLeast, below } from '../report/result.ts';
import { showResults } from '../report/table.ts';
import { writeCamt } from './camt-file.ts';
import type { ReaderResult } from './child.ts';
import { handIn } from './hand-in.ts';

/** Files that the other reader can read as well: how many entries, and how often they are read. */
const shared = [
  { entries: 50, times: 400 },
  { entries: 5_000, times: 4 },
] as const;
const rounds = 7;

/** Prints what reading takes: of a large file, and of small ones beside another reader. */
export async function compareStatements(peerFolder: string | undefined, largeEntries: number): Promise<void> {
  if (!(largeEntries > 0 && largeEntries <= 100_000)) throw new Error('Give --entries from 1 to 100000.');
  const folder = await mkdtemp(join(tmpdir(), 'linktill-bench-statements-'));
  try {
    const large = join(folder, 'large.xml');
    await writeCamt(large, largeEntries);
    const megabytes = Math.round((await stat(large)).size / 1e6);
    const once = await runChild('ours', large, 1);
    const twice = await runChild('import', large, 1);
    const handedIn = await handIn(large);
    const aims = [
      below(
        `Memory above idle, ${largeEntries} entries (${megabytes} MB) in ${once.seconds.toFixed(1)} s of the processor`,
        above(once),
        60,
        ' MB',
      ),
      below(
        `The same as an import: balances first, then each entry, in ${twice.seconds.toFixed(1)} s of the processor`,
        above(twice),
        60,
        ' MB',
      ),
      below(
        `Seconds to hand it in over HTTP as a ZIP, ${handedIn.serverCpuSeconds.toFixed(1)} s of the server's processor; once more, all of it known, ${handedIn.againSeconds.toFixed(1)} s`,
        handedIn.seconds,
        20,
        '',
      ),
      below('Memory of the server above idle meanwhile', handedIn.aboveIdleMegabytes, 60, ' MB'),
      below(
        `How long 99 of 100 wait for the preview of a link meanwhile (${handedIn.previewBeforeP99Ms.toFixed(0)} ms right before)`,
        handedIn.previewP99Ms,
        100,
        ' ms',
      ),
      atLeast(
        `Beside the same rows written by one connection, in ${handedIn.insertSeconds.toFixed(1)} s`,
        handedIn.insertSeconds / handedIn.seconds,
        0.2,
      ),
      ...(peerFolder === undefined ? [] : await besidePeer(folder, peerFolder)),
    ];
    process.stdout.write(`${showResults([{ title: 'Statements', lines: [], aims }])}\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** In turn, so that what the machine does meanwhile falls on both alike; the middle of each counts. */
async function besidePeer(folder: string, peerFolder: string): Promise<Aim[]> {
  const aims: Aim[] = [];
  for (const { entries, times } of shared) {
    const path = join(folder, `${entries}.xml`);
    await writeCamt(path, entries);
    const taken: { ours: ReaderResult; peer: ReaderResult }[] = [];
    for (let round = 0; round < rounds; round++) {
      const ours = await runChild('upload', path, times);
      const peer = await runChild(peerFolder, path, times);
      if (ours.entries !== peer.entries)
        throw new Error(`${ours.entries} entries here, ${peer.entries} there.`);
      taken.push({ ours, peer });
    }
    const ratioOf = (measure: (result: ReaderResult) => number) =>
      middle(taken.map(({ peer }) => measure(peer))) / middle(taken.map(({ ours }) => measure(ours)));
    const files = `files of ${entries} entries, beside iso20022.js`;
    aims.push(
      atLeast(
        `Speed, ${files}`,
        ratioOf(({ seconds }) => seconds),
        3,
      ),
      atLeast(`Memory above idle there : here, ${files}`, ratioOf(above), 2),
    );
  }
  return aims;
}

async function runChild(reader: string, path: string, times: number): Promise<ReaderResult> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    process.argv[1] ?? '',
    ...['child', reader, path, String(times)],
  ]);
  return JSON.parse(stdout) as ReaderResult;
}

function above({ peakMegabytes, idleMegabytes }: ReaderResult): number {
  return peakMegabytes - idleMegabytes;
}

function middle(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
