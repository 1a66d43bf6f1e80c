import { accountOf } from '../account.ts';
import { readIban } from '../iban.ts';
import type { StatementAccount } from '../statement.ts';
import { type Element, textAt } from './element.ts';

/** Whose account it is: by IBAN, by the bank's number where there is none, by a proxy where there is neither. */
export function readAccount(account: Element | undefined): StatementAccount | undefined {
  const iban = textAt(account, 'Id', 'IBAN');
  const id = iban ?? textAt(account, 'Id', 'Othr', 'Id') ?? textAt(account, 'Prxy', 'Id');
  return id === null ? undefined : accountOf(id);
}

/** The IBAN of somebody else's account, if there is one whose check digits hold. */
export function ibanOf(account: Element | undefined): string | null {
  const id = textAt(account, 'Id', 'IBAN') ?? textAt(account, 'Id', 'Othr', 'Id');
  return id === null ? null : (readIban(id) ?? null);
}
