import { accountOf } from '../account.ts';
import { readIban } from '../iban.ts';
import type { StatementAccount } from '../statement.ts';
import type { ToldAccount } from './shapes.ts';

/** Whose account it is: by IBAN, by the bank's number where there is none, by a proxy where there is neither. */
export function readAccount(account: ToldAccount | null): StatementAccount | undefined {
  const id = account?.id ?? account?.proxy ?? null;
  return id === null ? undefined : accountOf(id);
}

/** The IBAN of somebody else's account, if there is one whose check digits hold. */
export function ibanOf(id: string | null): string | null {
  return id === null ? null : (readIban(id) ?? null);
}
