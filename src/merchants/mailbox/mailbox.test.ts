import { describe, expect, it } from 'vitest';
import { mailKinds } from '#platform/contract/mail.ts';
import { maskAddress, mayRead } from './mailbox.ts';

describe('mayRead', () => {
  it.each(mailKinds)('lets everybody read their own mail of kind %s', (kind) => {
    expect(mayRead({ kind, to: 'ada@shop.example' }, 'ada@shop.example')).toBe(true);
  });

  it('lets nobody read tokens and codes of others', () => {
    const readable = mailKinds.filter((kind) =>
      mayRead({ kind, to: 'ada@shop.example' }, 'eve@shop.example'),
    );
    expect(readable).toEqual([
      'account_exists',
      'account_changed',
      'receipt',
      'payment_notice',
      'endpoint_failing',
    ]);
  });
});

describe('maskAddress', () => {
  it.each([
    ['ada@shop.example', 'a•••@shop.example'],
    ['"a@b"@shop.example', '"•••@shop.example'],
    ['x@y', 'x•••@y'],
  ])('of %s leaves %s', (address, masked) => {
    expect(maskAddress(address)).toBe(masked);
  });
});
