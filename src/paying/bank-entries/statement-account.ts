import type { StatementAccount } from '#paying/statements/statement.ts';

/**
 * By what the entries of an account are counted: its IBAN, if it is one of the merchant's, also where the bank writes it as
 * `bank code/account number`; else whatever the bank calls it.
 */
export function accountKey(account: StatementAccount, ownIbans: readonly string[]): string {
  if (account.kind === 'iban') return account.id;
  return ownIbans.find((iban) => isWrittenApart(account.id, iban)) ?? account.id;
}

/** MT940 and its like: the end of the IBAN after the last stroke, and what stands before it somewhere in front. */
function isWrittenApart(id: string, iban: string): boolean {
  const parts = id.toUpperCase().split(/[^0-9A-Z]+/);
  const [last, ...others] = parts.reverse().map((part) => part.replace(/^0+/, ''));
  if (!last || others.length === 0 || last.length < 4 || !iban.endsWith(last)) return false;
  return others.every((part) => iban.slice(0, iban.length - last.length).includes(part));
}
