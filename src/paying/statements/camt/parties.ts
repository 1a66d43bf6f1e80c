import type { Counterparty, Direction, StatementAccount } from '../statement.ts';
import { ibanOf } from './account.ts';
import { child, type Element, textAt } from './element.ts';

type Side = Counterparty & { readonly isOurs: boolean };

/**
 * Who is on the other side. Money that comes back keeps the parties of the payment it belongs to, so that the side is
 * told by the account where that is known, and by the direction of the original otherwise.
 */
export function readCounterparty(
  details: Element | undefined,
  account: StatementAccount,
  direction: Direction,
  comesBack: boolean,
): Counterparty {
  const parties = child(details, 'RltdPties');
  if (parties === undefined) return { name: null, iban: null };
  const debtor = readSide(parties, 'Dbtr', account);
  const creditor = readSide(parties, 'Cdtr', account);
  const wasCredit = (direction === 'credit') !== comesBack;
  const isDebtor = debtor.isOurs === creditor.isOurs ? wasCredit : creditor.isOurs;
  const [first, second] = isDebtor ? [debtor, creditor] : [creditor, debtor];
  const { name, iban } = isUnknown(first) && !second.isOurs ? second : first;
  return { name, iban };
}

function isUnknown({ name, iban }: Counterparty): boolean {
  return name === null && iban === null;
}

function readSide(parties: Element, role: 'Dbtr' | 'Cdtr', account: StatementAccount): Side {
  const iban = ibanOf(child(parties, `${role}Acct`));
  const name = nameOf(child(parties, role)) ?? nameOf(child(parties, `Ultmt${role}`));
  return { name, iban, isOurs: iban !== null && iban === account.id };
}

/** Since version .03 a party may be an agent, and stands one element deeper. */
function nameOf(party: Element | undefined): string | null {
  return textAt(party, 'Nm') ?? textAt(party, 'Pty', 'Nm') ?? textAt(party, 'Agt', 'FinInstnId', 'Nm');
}
