import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';

// Processes start and end here by the dozen, which takes long on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 });

export const root = fileURLToPath(new URL('../../..', import.meta.url));

export type Run = {
  readonly child: ChildProcess;
  /** What it has written to standard output and standard error so far. */
  stdout(): string;
  stderr(): string;
  /** Resolves when it has ended and all it wrote is read. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
};

const running = new Set<ChildProcess>();

/** Runs a program with nothing of the tests' own environment but what every program needs. */
export function run(
  program: string,
  words: readonly string[],
  options: { environment?: Record<string, string>; input?: string; directory?: string } = {},
): Run {
  const { PATH = '', HOME = '' } = process.env;
  const settings: SpawnOptions = {
    cwd: options.directory ?? root,
    env: { PATH, HOME, ...options.environment } as NodeJS.ProcessEnv,
    stdio: ['pipe', 'pipe', 'pipe'],
  };
  const child = spawn(program, words, settings);
  child.stdin?.end(options.input ?? '');
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  running.add(child);
  const ended = once(child, 'close').then(([code, signal]) => {
    running.delete(child);
    return { code, signal };
  });
  return { child, stdout: () => stdout, stderr: () => stderr, ended };
}

/** Ends what a test left running; a server gets the time to stop its database. */
export async function endRunning(): Promise<void> {
  const ends = [...running].map(async (child) => {
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 30_000);
    await closed;
    clearTimeout(late);
  });
  await Promise.all(ends);
}

const build = "import { prepare } from './scripts/lib/prepare.mjs'; await prepare();";

/** Builds the server if it is not, as `npm test` does before the tests. */
export async function ensureBuild(): Promise<void> {
  const { ended, stderr } = run(process.execPath, ['--input-type=module', '--eval', build]);
  const { code } = await ended;
  if (code !== 0) throw new Error(`The server could not be built:\n${stderr()}`);
}

export const serverFile = join(root, 'build/server/main.js');
export const commandFile = join(root, 'build/server/cli.js');
