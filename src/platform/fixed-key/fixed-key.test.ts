import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyIdOf } from '#platform/config/cipher.ts';
import { parseSecretKeys, type SecretKeys } from '#platform/config/keys.ts';
import { FixedKeyLost, openKey, renewSeals, type SealedKey, sealKey } from './fixed-key.ts';

const made = new Map<string, string>();
function keysOf(...ids: string[]): SecretKeys {
  const texts = ids.map((id) => {
    made.set(id, made.get(id) ?? `${id}:${randomBytes(32).toString('base64')}`);
    return made.get(id) as string;
  });
  return parseSecretKeys(texts.join(',')) as SecretKeys;
}
const key = randomBytes(32);
const idsOf = (sealed: SealedKey) => sealed.map(keyIdOf);

describe('the key that never rotates', () => {
  it('is opened by each encryption key under which it was sealed', () => {
    const sealed = sealKey(keysOf('second', 'first'), key);
    expect(openKey(keysOf('first'), sealed)).toEqual(key);
    expect(openKey(keysOf('second'), sealed)).toEqual(key);
  });

  it('holds nothing of itself that is readable', () => {
    expect(sealKey(keysOf('first'), key).join()).not.toContain(key.toString('base64'));
  });

  it('is opened by none other, and the sentence names the key that is missing', () => {
    const sealed = sealKey(keysOf('first'), key);
    expect(() => openKey(keysOf('other'), sealed)).toThrow(FixedKeyLost);
    expect(() => openKey(keysOf('other'), sealed)).toThrow('it needs the key "first"');
  });

  it('is not taken from another key of the same name', () => {
    const sealed = sealKey(keysOf('first'), key);
    made.delete('first');
    expect(() => openKey(keysOf('first'), sealed)).toThrow(FixedKeyLost);
  });

  it('stays the same through each step of a rotation, and the former key opens nothing at its end', () => {
    const start = sealKey(keysOf('a'), key);
    const known = renewSeals(keysOf('a', 'b'), start);
    expect(idsOf(known)).toEqual(['a', 'b']);
    const used = renewSeals(keysOf('b', 'a'), known);
    expect(used).toEqual(known);
    const done = renewSeals(keysOf('b'), used);
    expect(idsOf(done)).toEqual(['b']);
    expect(openKey(keysOf('b'), done)).toEqual(key);
  });

  it('an instance that starts with the former key alone takes nothing from those that are ahead', () => {
    const ahead = renewSeals(keysOf('d', 'c'), sealKey(keysOf('c'), key));
    expect(renewSeals(keysOf('c'), ahead)).toEqual(ahead);
  });
});
