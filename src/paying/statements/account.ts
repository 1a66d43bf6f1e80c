import { readIban } from './iban.ts';
import type { StatementAccount } from './statement.ts';

/** An account by whatever it is called: an IBAN if length and check digits hold. */
export function accountOf(text: string): StatementAccount {
  const iban = readIban(text);
  return iban === undefined ? { kind: 'other', id: text.replace(/\s/g, '') } : { kind: 'iban', id: iban };
}
