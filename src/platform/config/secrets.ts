import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { formatSecretKeys, parseSecretKeys, type SecretKey, type SecretKeys } from './keys.ts';

/** The keys of an instance with the bundled database. */
export type Secrets = { readonly encryptionKeys: SecretKeys; readonly signingKeys: SecretKeys };

const fileName = 'secrets.json';

/**
 * Reads `secrets.json` in the data folder, or makes it (readable by its owner only) with fresh random keys.
 * Values have the form of `ENCRYPTION_KEY` and `SIGNING_KEY`, so that they can move to the environment unchanged.
 * Throws when the file exists but cannot be used: new keys could not read what the old ones encrypted.
 */
export function loadOrCreateSecrets(dataDir: string): Secrets {
  const path = secretsPath(dataDir);
  const text = readIfThere(path) ?? createFile(dataDir, path, newSecrets());
  chmodSync(path, 0o600);
  return readSecrets(text, path);
}

/** The same without making any: undefined where no server has run. */
export function loadSecrets(dataDir: string): Secrets | undefined {
  const path = secretsPath(dataDir);
  const text = readIfThere(path);
  return text === undefined ? undefined : readSecrets(text, path);
}

/**
 * Puts keys into the data folder. A file that is there already is kept under another name: nothing else may know what
 * its keys encrypted.
 *
 * @returns that other name, if there was a file
 */
export function replaceSecrets(dataDir: string, secrets: Secrets): string | undefined {
  const path = secretsPath(dataDir);
  let aside: string | undefined;
  if (existsSync(path)) {
    aside = `${path}.replaced-${randomBytes(4).toString('hex')}`;
    renameSync(path, aside);
  }
  createFile(dataDir, path, secrets);
  return aside;
}

export function secretsPath(dataDir: string): string {
  return join(dataDir, fileName);
}

function readSecrets(text: string, path: string): Secrets {
  const secrets = parseSecrets(text);
  if (secrets) return secrets;
  throw new Error(
    `${path} is damaged. Restore it from a backup: without its keys, stored credentials cannot be decrypted. ` +
      'Remove the file only if this instance holds no live provider.',
  );
}

/** The config with keys from the data folder wherever the environment gave none. */
export function withStoredSecrets(config: Config, secrets: Secrets): Config {
  const { encryptionKeys, signingKeys } = config;
  return Object.freeze({
    ...config,
    encryptionKeys: encryptionKeys.length > 0 ? encryptionKeys : secrets.encryptionKeys,
    signingKeys: signingKeys.length > 0 ? signingKeys : secrets.signingKeys,
  });
}

function parseSecrets(text: string): Secrets | undefined {
  try {
    const { ENCRYPTION_KEY, SIGNING_KEY } = JSON.parse(text) as Record<string, unknown>;
    const encryptionKeys = parseSecretKeys(String(ENCRYPTION_KEY));
    const signingKeys = parseSecretKeys(String(SIGNING_KEY));
    return encryptionKeys && signingKeys && { encryptionKeys, signingKeys };
  } catch {
    return undefined;
  }
}

/** Written aside and linked into place: a crash leaves all or nothing, and of two processes the first wins. */
function createFile(dataDir: string, path: string, { encryptionKeys, signingKeys }: Secrets): string {
  mkdirSync(dataDir, { recursive: true });
  const values = {
    ENCRYPTION_KEY: formatSecretKeys(encryptionKeys),
    SIGNING_KEY: formatSecretKeys(signingKeys),
  };
  const text = `${JSON.stringify(values, null, 2)}\n`;
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
    linkSync(draft, path);
    syncFolder(dataDir);
    return text;
  } catch (error) {
    if (!isError(error, 'EEXIST')) throw error;
    return readFileSync(path, 'utf8');
  } finally {
    closeSync(file);
    rmSync(draft, { force: true });
  }
}

function newSecrets(): Secrets {
  return { encryptionKeys: [newKey()], signingKeys: [newKey()] };
}

function newKey(): SecretKey {
  return { id: randomBytes(4).toString('hex'), bytes: Uint8Array.from(randomBytes(32)) };
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isError(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** The new name must survive a power cut as well as the content. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function isError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
