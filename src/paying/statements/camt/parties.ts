import type { Counterparty, Direction, StatementAccount } from '../statement.ts';
import { ibanOf } from './account.ts';
import type { ToldDetails } from './shapes.ts';

type Side = Counterparty & { readonly isOurs: boolean };

/**
 * Who is on the other side. Money that comes back keeps the parties of the payment it belongs to, so that the side is
 * told by the account where that is known, and by the direction of the original otherwise.
 */
export function readCounterparty(
  told: ToldDetails,
  account: StatementAccount,
  direction: Direction,
  comesBack: boolean,
): Counterparty {
  const debtor = readSide(told.debtor ?? told.ultimateDebtor, told.debtorAccount, account);
  const creditor = readSide(told.creditor ?? told.ultimateCreditor, told.creditorAccount, account);
  const wasCredit = (direction === 'credit') !== comesBack;
  const isDebtor = debtor.isOurs === creditor.isOurs ? wasCredit : creditor.isOurs;
  const [first, second] = isDebtor ? [debtor, creditor] : [creditor, debtor];
  const { name, iban } = isUnknown(first) && !second.isOurs ? second : first;
  return { name, iban };
}

function isUnknown({ name, iban }: Counterparty): boolean {
  return name === null && iban === null;
}

function readSide(name: string | null, id: string | null, account: StatementAccount): Side {
  const iban = ibanOf(id);
  return { name, iban, isOurs: iban !== null && iban === account.id };
}
