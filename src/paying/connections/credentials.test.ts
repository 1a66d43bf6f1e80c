import { expect, it } from 'vitest';
import { sealCredentials, unsealCredentials } from './credentials.ts';

const keys = [{ id: 'k1', bytes: Buffer.alloc(32, 1) }];
const owner = { organizationId: 'o1', connectionId: 'c1', provider: 'acme' };
const credentials = { secret_key: 'sk_live_0123456789', webhook_secret: 'whsec_0123' };
const sealed = sealCredentials(keys, credentials, owner);

it('credentials are read for the connection that they were sealed for', () => {
  expect(unsealCredentials(keys, sealed, owner)).toEqual(credentials);
});

it.each([{ organizationId: 'o2' }, { connectionId: 'c2' }, { provider: 'other' }])(
  'and for no other: %j',
  (change) => {
    expect(() => unsealCredentials(keys, sealed, { ...owner, ...change })).toThrow();
  },
);

it('nor as another credential of the same connection', () => {
  const swapped = sealed.map(({ sealed: text }, at) => ({
    field: sealed[1 - at]?.field ?? '',
    sealed: text,
  }));
  expect(() => unsealCredentials(keys, swapped, owner)).toThrow();
});

it('what tells one from another is four characters, and nothing of one that is short', () => {
  expect(sealed.map(({ last4 }) => last4)).toEqual(['6789', null]);
});
