import { describe, expect, it } from 'vitest';
import { mailKinds } from '#platform/contract/mail.ts';
import { maskAddress, mayRead } from './mailbox.ts';

const [earlier, later] = [new Date('2026-01-01T10:00:00Z'), new Date('2026-01-01T11:00:00Z')];
const ada = { email: 'ada@shop.example', createdAt: earlier };
const eve = { email: 'eve@shop.example', createdAt: earlier };

describe('mayRead', () => {
  it.each(mailKinds)('lets everybody read their own mail of kind %s', (kind) => {
    expect(mayRead({ kind, to: ada.email, createdAt: later }, ada)).toBe(true);
  });

  const toBuyers = ['transfer_instructions', 'transfer_reminder', 'transfer_missing', 'money_returned'];
  const toSellers = ['payment_notice', 'endpoint_failing'];
  const open = ['account_exists', 'account_changed', 'receipt', ...toSellers, ...toBuyers];

  it.each([
    ['somebody else', eve],
    ['the organization', undefined],
    ['an account that the address got afterwards', { ...ada, createdAt: new Date(later.getTime() + 1) }],
  ])('shows no tokens and codes to %s', (_, reader) => {
    const readable = mailKinds.filter((kind) => mayRead({ kind, to: ada.email, createdAt: later }, reader));
    expect(readable).toEqual(open);
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
