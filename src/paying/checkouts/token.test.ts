import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signToken, type TokenClaims, verifyToken } from './token.ts';

const key = (id: string, fill: number) => ({ id, bytes: new Uint8Array(32).fill(fill) });
const keys = [key('new', 1), key('old', 2)];
const claims: TokenClaims = {
  organizationId: '01950000-0000-7000-8000-000000000001',
  checkoutId: '01950000-0000-7000-8000-000000000002',
  mode: 'sandbox',
};
const token = signToken(keys, claims);

describe('a checkout token', () => {
  it('says what it was made for, in both modes', () => {
    expect(verifyToken(keys, token)).toEqual(claims);
    const live = { ...claims, mode: 'live' as const };
    expect(verifyToken(keys, signToken(keys, live))).toEqual(live);
  });

  it('is the same for the same checkout, so that it never has to be stored', () => {
    expect(signToken(keys, claims)).toBe(token);
  });

  it('names its key: one made under a former key keeps verifying, one under an unknown key does not', () => {
    const former = signToken([key('old', 2)], claims);
    expect(former.startsWith('old.')).toBe(true);
    expect(verifyToken(keys, former)).toEqual(claims);
    expect(verifyToken([key('new', 1)], former)).toBeUndefined();
    expect(verifyToken([key('old', 3)], former)).toBeUndefined();
  });

  it('fits into a path without escaping', () => {
    expect(token).toMatch(/^[\w.-]+$/);
    expect(encodeURIComponent(token)).toBe(token);
  });

  it('with any one character changed, dropped or added is no token', () => {
    fc.assert(
      fc.property(
        fc.nat(token.length - 1),
        fc.constantFrom(...'ABCxyz019_-.='),
        fc.constantFrom('replace', 'drop', 'insert'),
        (at, character, how) => {
          const rest = token.slice(how === 'insert' ? at : at + 1);
          const changed = token.slice(0, at) + (how === 'drop' ? '' : character) + rest;
          fc.pre(changed !== token);
          expect(verifyToken(keys, changed)).toBeUndefined();
        },
      ),
      { numRuns: 500 },
    );
  });

  it('with another payload under its own seal is no token', () => {
    const [id, , seal] = token.split('.');
    const other = signToken(keys, { ...claims, checkoutId: '01950000-0000-7000-8000-000000000003' });
    expect(verifyToken(keys, `${id}.${other.split('.')[1]}.${seal}`)).toBeUndefined();
  });

  it('sealed without knowing what it is for is no token: the seal binds the purpose', () => {
    const text = token.split('.').slice(0, 2).join('.');
    const seal = createHmac('sha256', keys[0]?.bytes ?? '')
      .update(text)
      .digest()
      .subarray(0, 24);
    expect(verifyToken(keys, `${text}.${seal.toString('base64url')}`)).toBeUndefined();
  });

  it.each(['', '.', '..', '...', 'new', 'new.AAAA', 'new.AAAA.AAAA', `${token}.`, `.${token}`, 'create'])(
    'is not "%s"',
    (text) => {
      expect(verifyToken(keys, text)).toBeUndefined();
    },
  );

  it('cannot be signed without a key', () => {
    expect(() => signToken([], claims)).toThrow('No signing key');
  });
});
