import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

export interface RunningBrowser {
  endpoint: string;
  stop(): Promise<void>;
}

const run = promisify(execFile);
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const installedBrowsers = [
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Starts the one browser of a run. Its only argument is `--no-sandbox`, unless a test needs more: the list that comes with the Chromium
 * package switches web security off, and every security test would pass without testing anything.
 */
export async function startBrowser(furtherArguments: readonly string[] = []): Promise<RunningBrowser> {
  const { executablePath, environment } = await findBrowser();
  const server = await chromium.launchServer({
    executablePath,
    args: ['--no-sandbox', ...furtherArguments],
    env: { ...process.env, ...environment },
    // The set-up stops the browser together with the database.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  return { endpoint: server.wsEndpoint(), stop: () => server.close() };
}

async function findBrowser(): Promise<{ executablePath: string; environment: Record<string, string> }> {
  if (process.platform === 'linux' && process.arch === 'x64') {
    const folder = await inflate();
    return { executablePath: join(folder, 'chromium'), environment: await missingParts(folder) };
  }
  const executablePath = installedBrowsers.find((path) => existsSync(path));
  if (executablePath) return { executablePath, environment: {} };
  throw new Error('The browser tests need Google Chrome or Chromium on this system: install one of them.');
}

/** Unpacks Chromium into .cache once; it appears there whole or not at all. */
async function inflate(): Promise<string> {
  const version = chromiumVersion();
  const place = join(root, '.cache', `chromium-${version}`);
  if (existsSync(place)) return place;
  mkdirSync(dirname(place), { recursive: true });
  const unfinished = mkdtempSync(`${place}.new-`);
  try {
    // The package unpacks into the temporary folder, and brings its libraries only to what it takes for Lambda.
    const script = "import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())";
    const environment = { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
    await run(process.execPath, ['--eval', script], { cwd: root, env: environment });
    for (const path of [unfinished, join(unfinished, 'chromium')]) chmodSync(path, 0o755);
    renameSync(unfinished, place);
  } catch (error) {
    // Another run that unpacks at the same time may have been faster.
    if (!existsSync(place)) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return place;
}

/** The libraries and fonts that a bare system lacks, out of the package, so that nothing has to be installed. */
async function missingParts(folder: string): Promise<Record<string, string>> {
  const libraries = await run('ldd', [join(folder, 'chromium')]);
  return {
    ...(libraries.stdout.includes('not found') && { LD_LIBRARY_PATH: join(folder, 'al2023/lib') }),
    ...(!existsSync('/etc/fonts/fonts.conf') && { FONTCONFIG_PATH: join(folder, 'fonts') }),
  };
}

function chromiumVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const manifest = readFileSync(join(dirname(entry), '../../package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
