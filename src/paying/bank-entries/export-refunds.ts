import { getOrganization } from '#merchants/organizations/find-organization.ts';
import { markExported } from '#paying/bank-transfers/mark-refunds.ts';
import type { PendingTransfer } from '#paying/bank-transfers/pending-transfer.ts';
import { type LeftOut, makeRefundFile } from '#paying/bank-transfers/refund-file.ts';
import { tellSentBack } from '#paying/refunds/tell-returned.ts';
import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import type {
  BankRefundAnswer,
  BankRefundFileQuery,
  BankRefundListQuery,
} from '#platform/contract/bank-entries.ts';
import { listAnswer, readPageRequest, toPage } from '#platform/db/page.ts';
import { modeOf } from '#platform/http/mode-of.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { dayOf } from '#platform/kit/days.ts';
import { readIban } from '#platform/kit/iban.ts';
import { formatId, parseId, uuidv7 } from '#platform/kit/ids.ts';
import { formatAmount, money } from '#platform/kit/money.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { lockEntries } from './entry-store.ts';
import { endToEndIdOf } from './known-money.ts';
import { type BankRefundRow, insertRefundFile, listBankRefundRows, selectToExport } from './refund-store.ts';

type LeftOutCode = LeftOut['why'] | 'account' | 'taken_back';

const leftOutSentences: Readonly<Record<LeftOutCode, string>> = {
  outside_sepa: 'The account is outside of SEPA, where this file is not sent. Pay it back by hand.',
  currency: 'It is not in EUR. Pay it back by hand.',
  amount: 'The amount is more than a transfer may have. Pay it back by hand.',
  name: 'The bank did not say who paid, or in letters that a file cannot hold. Ask the buyer, and pay it back by hand.',
  account:
    'The statement does not say from which account the money came. Ask the buyer, and pay it back by hand.',
  id: 'It cannot be told from another refund. Pay it back by hand.',
  taken_back: 'The bank took back the money that this would return. Do not send it.',
};

/** Refunds that the merchant sends by a transfer of their own, the newest first. */
export async function findBankRefunds(
  { database, config }: Context,
  caller: SessionCaller,
  query: BankRefundListQuery,
  requestUrl: string,
) {
  const page = readPageRequest(query);
  const filters = { mode: modeOf(caller, query.mode), status: query.status };
  const found = await listBankRefundRows(database.handle, caller.organizationId, filters, page);
  return listAnswer(toPage(found, page), requestUrl, config.publicUrl, showBankRefund);
}

function showBankRefund(row: BankRefundRow): BankRefundAnswer {
  const isOpen = row.status === 'pending' || row.status === 'exported';
  const why = isOpen ? faultOf(row) : undefined;
  return {
    refund_id: formatId('RF', row.id),
    transaction_id: formatId('TX', row.transactionId),
    amount: formatAmount(row.amountMinor),
    currency: row.currency,
    name: row.name,
    iban: row.iban,
    status: row.status,
    exported_at: row.exportedAt && formatInstant(row.exportedAt),
    left_out: why ? { code: why, detail: leftOutSentences[why] } : null,
    created_at: formatInstant(row.createdAt),
  };
}

function faultOf(row: BankRefundRow): LeftOutCode | undefined {
  if (!row.isCovered) return 'taken_back';
  const transfer = toTransfer(row);
  if (!transfer) return 'account';
  const terms = {
    messageId: 'TRIAL',
    now: row.createdAt,
    executionDay: '2026-01-01',
    characters: 'latin',
  } as const;
  return makeRefundFile([transfer], terms).leftOut[0]?.why;
}

function toTransfer(row: BankRefundRow): PendingTransfer | undefined {
  const to = readIban(row.iban ?? '');
  const from = readIban(row.fromIban ?? '');
  if (!('account' in to) || !('account' in from)) return undefined;
  return {
    endToEndId: endToEndIdOf(row.id),
    amount: money(row.currency, row.amountMinor),
    account: to.account,
    bic: null,
    name: row.name ?? '',
    text: `Refund of payment ${row.transactionNumber}`,
    from: { account: from.account, bic: row.fromBic, name: row.fromName ?? '' },
  };
}

export type RefundFileAnswer = { readonly fileName: string; readonly xml: string };

/** So many fit into one file of any bank. */
const mostInFile = 5_000;

/**
 * A file of transfers for all refunds that wait to be sent, for the merchant's bank. Those in it are marked in the same
 * transaction, so that two files never hold the same one unless that is asked for.
 *
 * @returns undefined when there is nothing to send
 */
export async function exportRefunds(
  context: Context,
  caller: SessionCaller,
  query: BankRefundFileQuery,
): Promise<RefundFileAnswer | undefined> {
  const { database, clock } = context;
  const { organizationId } = caller;
  const mode = modeOf(caller, query.mode);
  return database.transaction(async (tx) => {
    await lockEntries(tx, organizationId, mode);
    const statuses = query.again ? ['pending', 'exported'] : ['pending'];
    const rows = await selectToExport(tx, organizationId, mode, statuses, mostInFile);
    const { timeZone } = await getOrganization(tx, organizationId);
    const now = clock.now();
    const id = uuidv7(now);
    const isTest = mode === 'sandbox';
    // A bank that is handed a file of the sandbox shows at once that it is none.
    const messageId = `${isTest ? 'TEST' : 'LT'}${formatId('RF', id).slice(2)}`;
    const file = makeRefundFile(
      rows.flatMap((row) => (row.isCovered ? (toTransfer(row) ?? []) : [])),
      { messageId, now, executionDay: dayOf(now, timeZone), characters: 'latin' },
    );
    if (file.xml === null) return undefined;
    const included = file.included.flatMap((endToEndId) => parseId('RF', endToEndId) ?? []);
    const by = formatId('usr', caller.userId);
    const written = { organizationId, id, mode, totalMinor: file.total.minor, exportedBy: by };
    await insertRefundFile(tx, written, included.length, now);
    await markExported(tx, organizationId, id, included, now);
    await tellSentBack(tx, organizationId, included, now);
    await recordAudit(
      tx,
      {
        ...actedBy(caller),
        action: 'bank_refunds.exported',
        details: {
          mode,
          message_id: messageId,
          refunds: included.length,
          total: formatAmount(file.total.minor),
          again: query.again ?? false,
        },
      },
      clock.now(),
    );
    return { fileName: `${isTest ? 'test-' : ''}refunds-${messageId}.xml`, xml: file.xml };
  });
}
