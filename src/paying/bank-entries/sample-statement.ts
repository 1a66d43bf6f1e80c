import { getOrganization } from '#merchants/organizations/find-organization.ts';
import { missingMinor } from '#paying/bank-transfers/expected-transfer.ts';
import type { PayingContext } from '#paying/context.ts';
import { decimalAmount } from '#paying/statements/amount.ts';
import { findTransactionRow } from '#paying/transactions/find-transactions.ts';
import type { SampleStatementQuery } from '#platform/contract/bank-entries.ts';
import { notFound, problem } from '#platform/contract/errors.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { checkDigitsOf } from '#platform/kit/check-digits.ts';
import { dayOf } from '#platform/kit/days.ts';
import { impossible } from './decide-entry.ts';
import type { KnownTransfer } from './known-money.ts';
import { selectOpenTransfers, selectOwnIbans, selectTransferOf } from './known-money-store.ts';

const mostInSample = 100;

/**
 * A camt.053 as a bank would give it, in which the open transfers of the sandbox, or one of them, are paid: to hand in and see what
 * happens. Handed in twice it counts once.
 *
 * @throws 404, 409 `match_impossible`
 */
export async function sampleStatement(
  context: PayingContext,
  caller: SessionCaller,
  query: SampleStatementQuery,
): Promise<string> {
  const { handle } = context.database;
  const { organizationId } = caller;
  const transfers = await chosen(context, caller, query);
  const [iban] = await selectOwnIbans(handle, organizationId, 'sandbox');
  if (!iban)
    throw problem('match_impossible', {
      detail:
        'No account is connected in the sandbox. Connect bank transfers under Settings, Payments first.',
    });
  const { timeZone } = await getOrganization(handle, organizationId);
  return writeSample(transfers, iban, dayOf(context.clock.now(), timeZone));
}

async function chosen(
  context: PayingContext,
  caller: SessionCaller,
  { transaction_id: reference }: SampleStatementQuery,
): Promise<KnownTransfer[]> {
  const { handle } = context.database;
  if (reference === undefined)
    return selectOpenTransfers(handle, caller.organizationId, 'sandbox', mostInSample);
  const transaction = await findTransactionRow(context, caller, reference);
  if (transaction?.mode !== 'sandbox') throw notFound('transaction');
  const transfer = await selectTransferOf(handle, caller.organizationId, transaction.checkoutId);
  if (!transfer) throw impossible('The payment was not to be paid by bank transfer.');
  return [transfer];
}

const opening = 100_000n;

function writeSample(transfers: readonly KnownTransfer[], iban: string, day: string): string {
  const paid = transfers
    .map((transfer) => ({ transfer, minor: missingMinor(transfer) }))
    .filter(({ minor }) => minor > 0n);
  const closing = paid.reduce((sum, { minor }) => sum + minor, opening);
  const at = `${day}T06:00:00Z`;
  const entries = paid.map(({ transfer, minor }) => entryOf(transfer, minor, day)).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>SAMPLE</MsgId><CreDtTm>${at}</CreDtTm></GrpHdr>
<Stmt><Id>SAMPLE-${day}</Id><CreDtTm>${at}</CreDtTm><Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>
${balance('OPBD', opening, day)}${balance('CLBD', closing, day)}${entries}</Stmt>
</BkToCstmrStmt></Document>
`;
}

function balance(code: string, minor: bigint, day: string): string {
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${decimalAmount(minor, 'EUR')}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>\n`;
}

/** Of a bank whose code is never given out. */
function payerIban(number: string): string {
  const rest = `00000000${number.padStart(10, '0').slice(-10)}`;
  return `DE${checkDigitsOf('DE', rest)}${rest}`;
}

function entryOf({ reference, buyerName }: KnownTransfer, minor: bigint, day: string): string {
  const amount = `<Amt Ccy="EUR">${decimalAmount(minor, 'EUR')}</Amt>`;
  const name = escaped(buyerName ?? 'Sample Buyer');
  const id = reference.slice(4);
  return `<Ntry>${amount}<CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt>
<AcctSvcrRef>SAMPLE-${id}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
<NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>${amount}<CdtDbtInd>CRDT</CdtDbtInd>
<RltdPties><Dbtr><Pty><Nm>${name}</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>${payerIban(id)}</IBAN></Id></DbtrAcct></RltdPties>
<RmtInf><Ustrd>${reference}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
`;
}

function escaped(text: string): string {
  return text
    .replace(/[^\p{L}\p{N} .,'&-]/gu, ' ')
    .replaceAll('&', '&amp;')
    .trim();
}
