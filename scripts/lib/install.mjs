import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from './fail.mjs';
import { runChild } from './run-child.mjs';

const stampOf = (root) => join(root, 'node_modules/.linktill-lock-hash');

/** Whether node_modules holds what package-lock.json asks for. */
export function isInstalled(root) {
  return readOptional(stampOf(root)) === lockHash(root) || agreesWithNpm(root);
}

/** Installs exactly package-lock.json, development tools included, whatever NODE_ENV says. */
export async function install(root) {
  if (agreesWithNpm(root)) {
    writeFileSync(stampOf(root), lockHash(root));
    return;
  }
  process.stderr.write('Installing the packages of package-lock.json …\n');
  // Warnings about packages are for those who choose them; whoever installs has nothing to do about any of them.
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const args = ['ci', '--include=dev', '--include=optional', ...quiet];
  const { code } = await runNpm(args, root);
  if (code !== 0) {
    throw new PlainError(
      `\`npm ci\` failed (exit code ${code}; its own messages are above): check the connection to the npm registry and that ${root} is writable, then try again.`,
    );
  }
  writeFileSync(stampOf(root), lockHash(root));
}

async function runNpm(args, root) {
  const started = process.env.npm_execpath;
  const byNode = started?.endsWith('npm-cli.js') ? [process.execPath, started] : ['npm'];
  try {
    return await runChild(byNode[0], [...byNode.slice(1), ...args], { directory: root });
  } catch (error) {
    throw new PlainError(`npm cannot be run (${error.code}): install Node.js with npm, then try again.`);
  }
}

/**
 * Whether the packages npm itself noted down in node_modules are those of package-lock.json, so that a person's
 * own `npm ci` or `npm install` is not repeated. Packages for other systems may be missing.
 */
function agreesWithNpm(root) {
  const noted = readOptional(join(root, 'node_modules/.package-lock.json'));
  if (noted === undefined) return false;
  const installed = JSON.parse(noted).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/') || !isForThisSystem(entry)) return true;
    const found = installed[path];
    return found !== undefined && found.version === entry.version && found.integrity === entry.integrity;
  });
}

/** An optional package is wanted only if it names this system; others may belong to one that does not. */
function isForThisSystem({ optional, peer, os, cpu, libc }) {
  if (!optional && !peer) return true;
  if (libc !== undefined || os === undefined || cpu === undefined) return false;
  return os.includes(process.platform) && cpu.includes(process.arch);
}

function lockHash(root) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  return hash.update(`${process.platform}-${process.arch}`).digest('hex');
}

function readOptional(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}
