import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';
import { parseSecretKeys } from './keys.ts';
import { loadOrCreateSecrets, withStoredSecrets } from './secrets.ts';

const typed = 'qX3v9TzLr0bWm5Yc7HnKd2Pf8GsJ4aUe';
const bytes = Uint8Array.from({ length: 32 }, (_, index) => index * 7);
const named = `k2:${Buffer.from(bytes).toString('base64')}`;

describe('parseSecretKeys', () => {
  it('reads a key with its id', () => {
    expect(parseSecretKeys(named)).toEqual([{ id: 'k2', bytes, isGuessable: false }]);
  });

  it('makes 32 bytes and a steady id of a text', () => {
    const [key] = parseSecretKeys(typed)!;
    expect(key!.bytes).toHaveLength(32);
    expect(key!.id).toMatch(/^[0-9a-f]{8}$/);
    expect(parseSecretKeys(typed)).toEqual([key]);
    expect(Buffer.from(key!.bytes).toString('hex')).not.toContain(key!.id);
  });

  it('keeps the id and bytes of a key that became a former one', () => {
    const [before] = parseSecretKeys(typed)!;
    const [current, former] = parseSecretKeys(`${named}, ${typed}`)!;
    expect(current!.id).toBe('k2');
    expect(former).toEqual(before);
  });

  it.each([
    ['', 'nothing'],
    ['x'.repeat(31), 'too short'],
    [`${typed},`, 'an empty former key'],
    [`${typed},${typed}`, 'the same key twice'],
    ['k2:AAAA', 'too few bytes'],
    [`${named}AAAA`, 'too many bytes'],
    [`:${named.slice(3)}`, 'an empty id'],
    [`key.two:${named.slice(3)}`, 'an id that a token cannot carry'],
    [`k1:${named}`, 'two ids'],
    [`${named}:k1`, 'something after the key'],
    [`k2:${'*'.repeat(43)}`, 'no base64'],
  ])('refuses %j: %s', (text) => {
    expect(parseSecretKeys(text)).toBeUndefined();
  });

  it.each([
    ['x'.repeat(40), true],
    ['change_me_'.repeat(4), true],
    [`k1:${Buffer.alloc(32).toString('base64')}`, true],
    [typed, false],
    ['9b2f04c1d7e83a5690bb12fe47ac3d58', false],
  ])('%s: guessable is %s', (text, isGuessable) => {
    expect(parseSecretKeys(text)![0]!.isGuessable).toBe(isGuessable);
  });
});

describe('loadOrCreateSecrets', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const fileMode = () => statSync(join(folder, 'secrets.json')).mode & 0o777;

  it('makes two different keys once, and gives the same ones ever after', () => {
    const first = loadOrCreateSecrets(folder);
    expect(first.encryptionKeys[0]!.bytes).not.toEqual(first.signingKeys[0]!.bytes);
    expect(loadOrCreateSecrets(folder)).toEqual(first);
  });

  it('keeps them from other users, and leaves nothing else behind', () => {
    loadOrCreateSecrets(folder);
    expect(fileMode()).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['secrets.json']);
  });

  it('makes the folder when it is missing', () => {
    const inner = join(folder, 'a', 'b');
    expect(loadOrCreateSecrets(inner).signingKeys).toHaveLength(1);
  });

  it('closes a file that a restore left open to others', () => {
    const before = loadOrCreateSecrets(folder);
    const path = join(folder, 'secrets.json');
    writeFileSync(join(folder, 'copy'), readFileSync(path), { mode: 0o644 });
    rmSync(path);
    writeFileSync(path, readFileSync(join(folder, 'copy')), { mode: 0o644 });
    expect(loadOrCreateSecrets(folder)).toEqual(before);
    expect(fileMode()).toBe(0o600);
  });

  it.each([['{'], ['{}'], ['{"ENCRYPTION_KEY":"short","SIGNING_KEY":"short"}'], ['null']])(
    'never replaces a damaged file: %s',
    (text) => {
      writeFileSync(join(folder, 'secrets.json'), text);
      expect(() => loadOrCreateSecrets(folder)).toThrow('Restore it from a backup');
      expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toBe(text);
    },
  );

  it('says what it could not read', () => {
    mkdirSync(join(folder, 'secrets.json'));
    expect(() => loadOrCreateSecrets(folder)).toThrow('EISDIR');
  });

  it('writes them as the environment takes them', () => {
    const stored = loadOrCreateSecrets(folder);
    const text = readFileSync(join(folder, 'secrets.json'), 'utf8');
    const config = loadConfig(JSON.parse(text) as Record<string, string>);
    expect(config.encryptionKeys).toEqual(stored.encryptionKeys);
    expect(config.signingKeys).toEqual(stored.signingKeys);
  });

  it('fills only the keys that the environment left open', () => {
    const stored = loadOrCreateSecrets(folder);
    const config = withStoredSecrets(loadConfig({ SIGNING_KEY: typed }), stored);
    expect(config.encryptionKeys).toEqual(stored.encryptionKeys);
    expect(config.signingKeys).toEqual(parseSecretKeys(typed));
    expect(Object.isFrozen(config)).toBe(true);
  });
});
