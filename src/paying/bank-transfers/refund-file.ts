import { assert } from '#platform/kit/assert.ts';
import { isSepaCountry } from '#platform/kit/iban-countries.ts';
import { type Money, sumMoney } from '#platform/kit/money.ts';
import type { PendingTransfer, RefundFileTerms } from './pending-transfer.ts';
import { isSepaId } from './sepa-characters.ts';
import { writeRefundFile } from './write-refund-file.ts';
import { type NameCharacters, writtenName } from './written-name.ts';

export type LeftOut = {
  readonly endToEndId: string;
  readonly why: 'outside_sepa' | 'currency' | 'amount' | 'name' | 'id';
};

export type RefundFile = {
  /** Null when there is nothing to send. */
  readonly xml: string | null;
  readonly included: readonly string[];
  /** Those that no file can hold, and why. */
  readonly leftOut: readonly LeftOut[];
  readonly total: Money;
};

const largestMinor = 99_999_999_999n;

/** All refunds that are pending in one file of credit transfers (pain.001.001.09), with a batch for each account that pays. */
export function makeRefundFile(transfers: readonly PendingTransfer[], terms: RefundFileTerms): RefundFile {
  assert(
    isSepaId(terms.messageId) && terms.messageId.length <= 30,
    `No file has the message id ${terms.messageId}.`,
  );
  const seen = new Set<string>();
  const included: PendingTransfer[] = [];
  const leftOut: LeftOut[] = [];
  for (const transfer of transfers) {
    const { endToEndId } = transfer;
    const why = seen.has(endToEndId) ? 'id' : faultOf(transfer, terms.characters);
    seen.add(endToEndId);
    if (why) leftOut.push({ endToEndId, why });
    else included.push(transfer);
  }
  return {
    xml: included.length === 0 ? null : writeRefundFile(included, terms),
    included: included.map(({ endToEndId }) => endToEndId),
    leftOut,
    total: sumMoney(
      'EUR',
      included.map(({ amount }) => amount),
    ),
  };
}

function faultOf(transfer: PendingTransfer, characters: NameCharacters): LeftOut['why'] | undefined {
  if (!isSepaId(transfer.endToEndId)) return 'id';
  if (transfer.amount.currency !== 'EUR') return 'currency';
  if (transfer.amount.minor < 1n || transfer.amount.minor > largestMinor) return 'amount';
  if (!isSepaCountry(transfer.account.country)) return 'outside_sepa';
  return writtenName(transfer.name, characters, transfer.account.country) &&
    writtenName(transfer.from.name, characters, transfer.from.account.country)
    ? undefined
    : 'name';
}
