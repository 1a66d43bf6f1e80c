import { formatAmount, type Money, sumMoney } from '#platform/kit/money.ts';
import type { PayingAccount, PendingTransfer, RefundFileTerms } from './pending-transfer.ts';
import { type NameCharacters, writtenName, writtenText } from './written-name.ts';

type Content = string | readonly Element[];
type Element = { readonly name: string; readonly content: Content; readonly currency?: string };

const element = (name: string, ...content: readonly Element[] | readonly [string]): Element => ({
  name,
  content: typeof content[0] === 'string' ? content[0] : (content as readonly Element[]),
});

/**
 * Writes the file. The order of elements is the message's own. Addresses of those who get money are left out: within SEPA none is
 * asked for, and one in lines is refused since November 2026.
 */
export function writeRefundFile(transfers: readonly PendingTransfer[], terms: RefundFileTerms): string {
  const batches = batchesOf(transfers);
  const [first] = transfers;
  const initiator = first
    ? (writtenName(first.from.name, terms.characters, first.from.account.country) ?? '')
    : '';
  const header = element(
    'GrpHdr',
    element('MsgId', terms.messageId),
    element('CreDtTm', `${terms.now.toISOString().slice(0, 19)}Z`),
    ...totalsOf(transfers),
    element('InitgPty', element('Nm', initiator)),
  );
  const document = element(
    'CstmrCdtTrfInitn',
    header,
    ...batches.map((batch, at) => batchElement(batch, at + 1, terms)),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">${write(document, 1)}\n</Document>\n`;
}

/** One batch for each account that pays, in the order in which they come. */
function batchesOf(transfers: readonly PendingTransfer[]): PendingTransfer[][] {
  const batches = new Map<string, PendingTransfer[]>();
  for (const transfer of transfers) {
    const { iban } = transfer.from.account;
    const batch = batches.get(iban);
    if (batch) batch.push(transfer);
    else batches.set(iban, [transfer]);
  }
  return [...batches.values()];
}

function batchElement(batch: readonly PendingTransfer[], number: number, terms: RefundFileTerms): Element {
  const from = batch[0]?.from as PayingAccount;
  return element(
    'PmtInf',
    element('PmtInfId', `${terms.messageId}-${number}`),
    element('PmtMtd', 'TRF'),
    // One debit for each refund: by their ids they are found on the statement.
    element('BtchBookg', 'false'),
    ...totalsOf(batch),
    element('PmtTpInf', element('SvcLvl', element('Cd', 'SEPA'))),
    element('ReqdExctnDt', element('Dt', terms.executionDay)),
    element('Dbtr', element('Nm', writtenName(from.name, terms.characters, from.account.country) ?? '')),
    element('DbtrAcct', element('Id', element('IBAN', from.account.iban))),
    element('DbtrAgt', bankElement(from.bic)),
    // Each side pays its own bank: nothing else is allowed in SEPA.
    element('ChrgBr', 'SLEV'),
    ...batch.map((transfer) => transferElement(transfer, terms.characters)),
  );
}

function transferElement(transfer: PendingTransfer, characters: NameCharacters): Element {
  const text = writtenText(transfer.text, characters);
  const amount = element('InstdAmt', formatAmount(transfer.amount.minor));
  return element(
    'CdtTrfTxInf',
    element('PmtId', element('EndToEndId', transfer.endToEndId)),
    element('Amt', { ...amount, currency: transfer.amount.currency }),
    ...(transfer.bic ? [element('CdtrAgt', bankElement(transfer.bic))] : []),
    element('Cdtr', element('Nm', writtenName(transfer.name, characters, transfer.account.country) ?? '')),
    element('CdtrAcct', element('Id', element('IBAN', transfer.account.iban))),
    ...(text ? [element('RmtInf', element('Ustrd', text))] : []),
  );
}

/** The message asks for the payer's bank, and SEPA for an IBAN alone: there is a word for that. */
function bankElement(bic: string | null): Element {
  const id = bic ? element('BICFI', bic) : element('Othr', element('Id', 'NOTPROVIDED'));
  return element('FinInstnId', id);
}

function totalsOf(transfers: readonly PendingTransfer[]): Element[] {
  const total: Money = sumMoney(
    'EUR',
    transfers.map(({ amount }) => amount),
  );
  return [element('NbOfTxs', String(transfers.length)), element('CtrlSum', formatAmount(total.minor))];
}

function write({ name, content, currency }: Element, depth: number): string {
  const open = `\n${'  '.repeat(depth)}<${name}${currency ? ` Ccy="${currency}"` : ''}>`;
  if (typeof content === 'string') return `${open}${escapeText(content)}</${name}>`;
  return `${open}${content.map((child) => write(child, depth + 1)).join('')}\n${'  '.repeat(depth)}</${name}>`;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
