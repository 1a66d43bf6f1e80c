import { money } from '#platform/kit/money.ts';
import type { TransferTerms } from './bank-transfer.ts';
import { epcModules } from './epc-code.ts';
import { epcText } from './epc-text.ts';

/** The code with which banking apps fill in a transfer of so much; undefined when no code can hold it. */
export function transferCode(terms: TransferTerms, amountMinor: bigint): boolean[][] | undefined {
  const read = epcText({
    accountName: terms.accountName,
    account: { iban: terms.iban, country: terms.iban.slice(0, 2) },
    bic: terms.bic,
    amount: money(terms.currency, amountMinor),
    reference: terms.reference,
    referencePlace: terms.referencePlace === 'reference' ? 'structured' : 'text',
  });
  return 'text' in read ? epcModules(read.text) : undefined;
}
