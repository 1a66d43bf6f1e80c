import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { parseSecretKeys, type SecretKeys } from './keys.ts';

/** The keys of an instance with the bundled database. */
export type Secrets = { readonly encryptionKeys: SecretKeys; readonly signingKeys: SecretKeys };

const fileName = 'secrets.json';

/**
 * Reads `secrets.json` in the data folder, or makes it (readable by its owner only) with fresh random keys.
 * Values have the form of `ENCRYPTION_KEY` and `SIGNING_KEY`, so that they can move to the environment unchanged.
 * Throws when the file exists but cannot be used: new keys could not read what the old ones encrypted.
 */
export function loadOrCreateSecrets(dataDir: string): Secrets {
  const path = join(dataDir, fileName);
  const text = readIfThere(path) ?? createFile(dataDir, path);
  chmodSync(path, 0o600);
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
function createFile(dataDir: string, path: string): string {
  mkdirSync(dataDir, { recursive: true });
  const text = `${JSON.stringify({ ENCRYPTION_KEY: newKey(), SIGNING_KEY: newKey() }, null, 2)}\n`;
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

function newKey(): string {
  return `${randomBytes(4).toString('hex')}:${randomBytes(32).toString('base64')}`;
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
