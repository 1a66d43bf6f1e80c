import { findTeamAddresses } from '#merchants/team/find-team-addresses.ts';
import { isKeptHere } from '#merchants/team/sandbox-mail.ts';
import { composeTransfer } from '#messaging/mail/compose/compose-transfer.ts';
import { mailFrame } from '#messaging/mail/mail.ts';
import { queueMail } from '#messaging/mail/queue-mail.ts';
import type { CheckoutRow } from '#paying/checkouts/hot/checkout-columns.ts';
import { showSeller } from '#paying/checkouts/show-checkout.ts';
import { signToken } from '#paying/checkouts/token.ts';
import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { groupByFour } from '#platform/kit/iban.ts';
import { formatAmount } from '#platform/kit/money.ts';
import type { TransferTerms } from './bank-transfer.ts';
import { findKeptPlace } from './kept-place.ts';

export type TransferMail = {
  readonly attemptId: string;
  readonly terms: TransferTerms;
} & (
  | { readonly kind: 'instructions' }
  | { readonly kind: 'reminder' | 'missing'; readonly receivedMinor: bigint }
);

/** Each is sent once; what is missing, once for every amount that had arrived by then. */
const keyOf: Readonly<Record<TransferMail['kind'], string>> = {
  instructions: 'transfer',
  reminder: 'transfer-reminder',
  missing: 'transfer-missing',
};

/**
 * Makes a mail that tells a buyer about a transfer.
 *
 * @returns what puts it into the outbox, in the transaction of what it tells
 */
export async function prepareTransferMail(
  context: Context,
  row: CheckoutRow,
  mail: TransferMail,
): Promise<(tx: Handle) => Promise<void>> {
  const { organizationId, id: checkoutId, mode, payerEmail } = row;
  // Money that comes after its buyer was forgotten has nobody to be told.
  if (payerEmail === null) return async () => undefined;
  const { terms } = mail;
  const team =
    mode === 'sandbox' ? await findTeamAddresses(context.database.handle, organizationId) : undefined;
  const seller = showSeller(row.organization);
  const token = signToken(context.config.signingKeys, { organizationId, checkoutId, mode });
  const receivedMinor = mail.kind === 'instructions' ? 0n : mail.receivedMinor;
  const composed = composeTransfer(mailFrame(context.config, row.locale), {
    about: mail.kind,
    seller,
    mode,
    currency: terms.currency,
    expectedAmount: formatAmount(terms.expectedMinor),
    receivedAmount: formatAmount(receivedMinor),
    missingAmount: formatAmount(terms.expectedMinor - receivedMinor),
    accountName: terms.accountName,
    iban: groupByFour(terms.iban),
    bic: terms.bic,
    reference: groupByFour(terms.reference),
    deadlineAt: terms.deadlineAt,
    place: await findKeptPlace(context.database.handle, row),
    pageUrl: `/checkout/${token}/transfer`,
  });
  const about = mail.kind === 'missing' ? `${mail.attemptId}:${receivedMinor}` : mail.attemptId;
  const replyTo = seller.branding.support_email;
  return async (tx) => {
    await queueMail(tx, context, {
      ...composed,
      organizationId,
      to: payerEmail,
      ...(replyTo ? { replyTo } : {}),
      dedupeKey: `${keyOf[mail.kind]}:${about}`,
      isKept: isKeptHere(context, mode, team, payerEmail),
      // Of no use once the place has lapsed.
      giveUpAt: terms.deadlineAt,
    });
  };
}
