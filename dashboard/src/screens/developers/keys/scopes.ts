import type { ApiKeyAnswer } from '../../../../../src/platform/contract/api-keys.ts';

export type Scope = ApiKeyAnswer['scopes'][number];

type ScopeWords = { readonly scope: Scope; readonly name: string; readonly may: string };

/** What a key may do, in the order in which it is asked. */
export const scopeWords: readonly ScopeWords[] = [
  {
    scope: 'checkout:create',
    name: 'Start checkouts',
    may: 'Ask for money: begin a checkout and send its buyer there.',
  },
  {
    scope: 'payments:read',
    name: 'Read payments and events',
    may: 'See payments with their buyers, and follow what happens.',
  },
  {
    scope: 'payments:write',
    name: 'Change payments',
    may: 'Refund, and read payments and refunds as well.',
  },
  { scope: 'refunds:read', name: 'Read refunds', may: 'See what was given back, and what is on its way.' },
  { scope: 'refunds:write', name: 'Refund', may: 'Give money back, in full or in part.' },
  {
    scope: 'statements:write',
    name: 'Hand in bank statements',
    may: 'Say what was paid by transfer. Only for a server that fetches them from your bank.',
  },
];

/** A server of a shop needs these; who says what a bank received is another one. */
export const usualScopes: readonly Scope[] = scopeWords
  .map(({ scope }) => scope)
  .filter((scope) => scope !== 'statements:write');

/** `Start checkouts, read refunds`. */
export function scopesInWords(scopes: readonly Scope[]): string {
  const held = scopeWords.filter(({ scope }) => scopes.includes(scope));
  if (held.length === scopeWords.length) return 'Everything a key may do';
  return held
    .map(({ name }, index) => (index === 0 ? name : name.charAt(0).toLowerCase() + name.slice(1)))
    .join(', ');
}
