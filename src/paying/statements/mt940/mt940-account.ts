import { accountOf } from '../account.ts';
import { readIban } from '../iban.ts';
import type { StatementAccount } from '../statement.ts';

/** Field 25: an IBAN or what the bank calls the account; some write the currency behind it. */
export function readAccountField(text: string, currency: string): StatementAccount {
  const id = text.replace(/\s/g, '');
  const bare = id.endsWith(currency) ? id.slice(0, -currency.length) : id;
  // An IBAN may end in the same three letters.
  return accountOf(readIban(id) === undefined ? bare : id);
}
