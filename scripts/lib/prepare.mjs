import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBuilt, rebuild } from './build-folder.mjs';
import { PlainError } from './fail.mjs';
import { install, isInstalled } from './install.mjs';
import { withLock } from './lock.mjs';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Makes a checkout ready: installs and builds when, and only when, something changed. When nothing did it writes
 * nothing, so a read-only checkout runs, too.
 *
 * @param {{ build?: boolean }} options `build: false` leaves out the build.
 */
export async function prepare({ build = true } = {}) {
  checkNodeVersion();
  const isReady = () => isInstalled(root) && (!build || isBuilt(root));
  if (isReady()) return;
  const onWait = (pid) =>
    process.stderr.write(`Process ${pid} is installing or building here; waiting for it …\n`);
  try {
    await withLock(join(root, '.cache'), onWait, async () => {
      if (!isInstalled(root)) await install(root);
      if (build && !isBuilt(root)) await rebuild(root);
    });
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM'].includes(error.code)) throw error;
    throw new PlainError(
      `${error.path ?? root} cannot be written (${error.code}), and this checkout has to be installed or built first: run \`npm start\` once as the user who owns it.`,
    );
  }
}

function checkNodeVersion() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const needed = engines.node.replace('>=', '');
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [neededMajor, neededMinor] = needed.split('.').map(Number);
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return;
  throw new PlainError(
    `Node.js ${needed} or newer is needed, and this is ${process.versions.node}: install a newer one from https://nodejs.org.`,
  );
}
