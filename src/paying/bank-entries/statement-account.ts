import { accountOf } from '#paying/statements/account.ts';
import type { StatementAccount } from '#paying/statements/statement.ts';

/**
 * By what the entries of an account are counted: its IBAN, if it is one of the merchant's, also where the bank writes it as
 * `bank code/account number`; else whatever the bank calls it.
 */
export function accountKey(account: StatementAccount, ownIbans: readonly string[]): string {
  if (account.kind === 'iban') return account.id;
  return ownIbans.find((iban) => isWrittenApart(account.id, iban)) ?? account.id;
}

/** The merchant's IBAN of which an account's number looks like a part; `undefined` where it is that IBAN, or another account. */
export function likelyIban(id: string, ownIbans: readonly string[]): string | undefined {
  if (ownIbans.includes(id) || accountOf(id).kind === 'iban') return undefined;
  return ownIbans.find((iban) => isCut(id, iban));
}

/** What an account may be called in other files, itself among it. */
export function namesOf(id: string, known: readonly string[], ownIbans: readonly string[]): string[] {
  const iban = ownIbans.includes(id) ? id : (likelyIban(id, ownIbans) ?? wholeNumberOf(id, ownIbans));
  if (iban === undefined) return [id];
  const others = known.filter(
    (each) => likelyIban(each, [iban]) === iban || wholeNumberOf(each, [iban]) === iban,
  );
  return [...new Set([id, iban, ...others])];
}

/** MT940 and its like: the end of the IBAN after the last stroke, and what stands before it somewhere in front. */
function isWrittenApart(id: string, iban: string): boolean {
  const { last, others } = partsOf(id);
  if (others.length === 0 || last.length < 4 || !iban.endsWith(last)) return false;
  const front = iban.slice(0, -last.length);
  if (!others.every((part) => front.includes(part))) return false;
  // Only zeros may be left out between the two: a number without its first digits may be another's.
  return front.replace(/(?<!0)0+$/, '').endsWith((others[0] ?? '').replace(/(?<!0)0+$/, ''));
}

/** An account's number alone, as long as it is, says little of whose bank it is. */
function wholeNumberOf(id: string, ownIbans: readonly string[]): string | undefined {
  const { last, others } = partsOf(id);
  if (others.length > 0 || last.length < 5) return undefined;
  return ownIbans.find((iban) => iban.endsWith(last));
}

const mostLost = 4;

function isCut(id: string, iban: string): boolean {
  const written = id.toUpperCase().replace(/[^0-9A-Z]+/g, '');
  const lost = iban.length - written.length;
  const isIban = written.startsWith(iban.slice(0, 2));
  if (isIban && lost > 0 && lost <= mostLost && isWithin(written, iban)) return true;
  const { last, others } = partsOf(id);
  return (
    others.length > 0 &&
    last.length >= 5 &&
    iban.slice(4).includes(last) &&
    others.every((part) => iban.includes(part)) &&
    !isWrittenApart(id, iban)
  );
}

/** Whether all signs of the one stand in the other in their order. */
function isWithin(written: string, iban: string): boolean {
  let at = 0;
  for (const sign of iban) if (sign === written[at]) at += 1;
  return at === written.length;
}

/** The last part, which is the number, and those before it from right to left; without zeros in front. */
function partsOf(id: string): { readonly last: string; readonly others: readonly string[] } {
  const parts = id.toUpperCase().split(/[^0-9A-Z]+/);
  const [last = '', ...others] = parts.reverse().map((part) => part.replace(/^0+/, ''));
  return { last, others };
}
