import { hash, parseOptions } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { checkPassword } from './account.ts';
import { isCommonPassword } from './common-passwords.ts';
import { hashPassword, isToken, newToken, nobodysHash, tokenHash, verifyPassword } from './secrets.ts';

describe('checkPassword', () => {
  it.each(['password123', 'PassWord123', '1234567890', 'qwertyuiop', 'aaaaaaaaaaaa', '😀'.repeat(10)])(
    'refuses %s as too common',
    (password) => {
      expect(checkPassword(password, 'ada@example.com', 'password')).toMatchObject({
        status: 400,
        code: 'weak_password',
        errors: [{ field: 'password' }],
      });
    },
  );

  it('refuses the email address itself', () => {
    expect(checkPassword('Ada@Example.com', 'ada@example.com', 'password')?.code).toBe('weak_password');
  });

  it('lets any other through', () => {
    expect(checkPassword('four unrelated words here', 'ada@example.com', 'password')).toBeUndefined();
    expect(isCommonPassword('password123 and more')).toBe(false);
  });
});

describe('passwords', () => {
  it('are told apart, each hash with a salt of its own', async () => {
    const [first, second] = await Promise.all([hashPassword('a good secret'), hashPassword('a good secret')]);
    expect(first).not.toBe(second);
    expect(await verifyPassword('a good secret', first)).toBe(true);
    expect(await verifyPassword('a good secreT', first)).toBe(false);
  });

  const [inOne, inPieces, wide] = ['gr\u00fcne \ufb01che', 'gru\u0308ne fiche', '\uff47r\u00fcne fiche'];
  const spellings = [inOne, inPieces, wide];

  it.each(spellings)('are the same however a keyboard writes their letters: %j', async (chosen) => {
    const made = await hashPassword(chosen);
    for (const typed of spellings) expect(await verifyPassword(typed, made)).toBe(true);
    expect(await verifyPassword('grune fiche', made)).toBe(false);
  });

  it('with a hash from before they had one form go on working as they were typed then', async () => {
    const before = await hash(inPieces);
    expect(await verifyPassword(inPieces, before)).toBe(true);
    expect(await verifyPassword('grune fiche', before)).toBe(false);
  });

  it('of nobody cost as much to check as those of somebody, and never match', async () => {
    expect(parseOptions(nobodysHash)).toEqual(parseOptions(await hashPassword('a good secret')));
    expect(await verifyPassword('', undefined)).toBe(false);
  });
});

describe('tokens', () => {
  it('hold 256 random bits and are stored as a hash', () => {
    const token = newToken();
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(isToken(token)).toBe(true);
    expect(tokenHash(token)).toHaveLength(32);
    expect(tokenHash(token).toString('base64url')).not.toBe(token);
    expect(newToken()).not.toBe(token);
  });

  it.each(['', 'x', `${newToken()}=`, newToken().slice(1), '../../../../../etc/passwd'])(
    'are never looked up when they cannot be ours: %j',
    (text) => {
      expect(isToken(text)).toBe(false);
    },
  );
});
