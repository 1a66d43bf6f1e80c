import { bookMatches } from '#paying/bank-transfers/book-match.ts';
import { askAgain } from '#paying/refunds/ask-again.ts';
import { decimalAmount } from '#paying/statements/amount.ts';
import type { BatchPart, StatementEntry } from '#paying/statements/statement.ts';
import type { StatementFile } from '#paying/statements/statement-file.ts';
import type { Acting } from '#platform/audit/record-audit.ts';
import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import type { Mode } from '#platform/contract/common.ts';
import { type Handle, liftTimeLimit } from '#platform/db/database.ts';
import type { ApiKeyCaller } from '#platform/http/route.ts';
import type { Day } from '#platform/kit/days.ts';
import { formatId, uuidv7 } from '#platform/kit/ids.ts';
import { type BatchApart, type Booked, bookEntries } from './book-entries.ts';
import { deleteAnnounced, lockEntries } from './entry-store.ts';
import { selectOwnIbans } from './known-money-store.ts';
import { queueNotices } from './mail-notices.ts';
import { openStatement, type Said, type SoundDocument } from './open-statement.ts';
import { accountKey, likelyIban } from './statement-account.ts';
import { findMapping, insertStatement, type StatementRow, upsertMapping } from './statement-store.ts';

export type Imported = { readonly statement: StatementRow; readonly changed: Changed };

/** Whose checkouts and refunds have to hear of it. */
export type Changed = {
  readonly organizationId: string;
  readonly attemptIds: readonly string[];
  readonly refundIds: readonly string[];
};

const attemptsAtOnce = 1_000;

/**
 * Takes a file of statements in: all of it is read and checked first, then kept in one transaction, in which each entry counts
 * once and is matched. What it changed is to be told by `tellChanged`, or is told by jobs.
 *
 * @throws 422 `statement_unreadable`, `mapping_needed`, `encoding_needed`; nothing was written
 */
export async function importStatement(
  context: Context,
  by: Acting | ApiKeyCaller,
  input: { readonly mode: Mode; readonly file: StatementFile } & Said,
): Promise<Imported> {
  const { database, clock } = context;
  const { organizationId } = by;
  const { mode, file } = input;
  const documents = await openStatement(file, input, {
    mapping: (headerHash) => findMapping(database.handle, organizationId, headerHash),
    ownAccount: async () => {
      const [iban = null, second] = await selectOwnIbans(database.handle, organizationId, mode);
      return second === undefined ? iban : null;
    },
  });
  const id = uuidv7(clock.now());
  const actor = actedBy(by);
  const imported = await database.transaction(async (tx) => {
    await liftTimeLimit(tx);
    await lockEntries(tx, organizationId, mode);
    const ownIbans = await selectOwnIbans(tx, organizationId, mode);
    const accounts = accountsOf(documents, ownIbans);
    await deleteAnnounced(tx, organizationId, mode, accounts);
    // Entries refer to their statement by its id alone.
    const booked = await bookEntries(
      tx,
      { organizationId, mode, statementId: id, fileName: file.name, ownIbans },
      documents,
      clock,
    );
    const { onItsWay, ...tally } = booked.tally;
    const statement: StatementRow = {
      ...{ organizationId, id, mode, fileName: file.name, fileBytes: file.bytes },
      handedInBy: actor.actor.id,
      kinds: [...new Set(documents.flatMap(({ statements }) => statements.map(({ kind }) => kind)))],
      accounts,
      ...tally,
      onItsWay,
      problems: [
        ...unknownAccounts(documents, ownIbans),
        ...bookedAhead(file.name, booked.tooEarly),
        ...apart(file.name, booked.batchesApart),
      ],
      createdAt: clock.now(),
    };
    await insertStatement(tx, statement);
    await rememberMappings(tx, context, organizationId, input, documents);
    await queueNotices(tx, context, organizationId, mode, booked.notices);
    await tellOthers(tx, context, organizationId, booked);
    await recordAudit(
      tx,
      {
        ...actor,
        action: 'bank_statement.imported',
        target: { type: 'bank_statement', id: formatId('bst', id) },
        details: { mode, file_name: file.name, ...tally, on_its_way: onItsWay },
      },
      clock.now(),
    );
    const changed = {
      organizationId,
      attemptIds: [...booked.attemptIds],
      refundIds: [...booked.refundIds],
    };
    return { statement, changed };
  });
  context.wakeJobs('apply-transfers', 'send-refunds', 'send-mails');
  return imported;
}

async function tellOthers(
  tx: Handle,
  { clock }: Context,
  organizationId: string,
  { attemptIds, refundIds }: Booked,
): Promise<void> {
  await askAgain(tx, organizationId, [...refundIds], clock.offsetMs);
  // In their order, so that nobody who holds some waits for others of them.
  const sorted = [...attemptIds].sort();
  for (let start = 0; start < sorted.length; start += attemptsAtOnce)
    await bookMatches(tx, organizationId, sorted.slice(start, start + attemptsAtOnce), clock.now());
}

function accountsOf(documents: readonly SoundDocument[], ownIbans: readonly string[]): string[] {
  const accounts = documents.flatMap(({ statements }) =>
    statements.map(({ account }) => accountKey(account, ownIbans)),
  );
  return [...new Set(accounts)];
}

/** Money is matched by reference whatever the account, unless its number looks like one of the merchant's cut short. */
function unknownAccounts(documents: readonly SoundDocument[], ownIbans: readonly string[]) {
  const told = new Map<string, StatementRow['problems'][number]>();
  for (const { document, statements } of documents) {
    for (const { account } of statements) {
      const id = accountKey(account, ownIbans);
      if (ownIbans.includes(id) || told.has(id)) continue;
      const iban = likelyIban(id, ownIbans);
      const detail = iban
        ? `The account ${id} looks like your ${iban} cut short. Its entries wait for you under To match; match those that came there.`
        : `The account ${id} is none that you connected. Its entries were counted; compare the number with the IBAN in your settings.`;
      told.set(id, { code: 'unknown_account', detail, file: document.name, line: null });
    }
  }
  return [...told.values()];
}

/** Money of a day that has not come is told, as no later file may tell it. */
function bookedAhead(file: string, days: readonly Day[]) {
  if (days.length === 0) return [];
  const last = [...days].sort().at(-1);
  const what = days.length === 1 ? '1 entry is booked on a day' : `${days.length} entries are booked on days`;
  const detail = `${what} far ahead, up to ${last}, and counts as on its way. Hand this file in again from that day on; nothing counts twice.`;
  return [{ code: 'booked_ahead', detail, file, line: null }];
}

const mostApart = 20;

/** A batch that its parts do not explain waits whole for a person. */
function apart(file: string, batches: readonly BatchApart[]): StatementRow['problems'] {
  const told = batches.slice(0, mostApart).map((batch) => {
    const { number, line, amountMinor, currency, parts } = batch.entry;
    const sum = parts.reduce((total, part) => total + signedMinor(part, batch.entry), 0n);
    const amount = (minor: bigint) => `${decimalAmount(minor, currency)} ${currency}`;
    const fault =
      sum === amountMinor
        ? `and not all of its parts are told`
        : `and its ${parts.length} parts add up to ${amount(sum)}`;
    const detail = `Entry ${number} is a batch of ${amount(amountMinor)}, ${fault}. None of them was counted: it waits for you under To match. Compare it with your bank.`;
    return { code: 'batch_differs', detail, file: batch.file, line };
  });
  const more = batches.length - told.length;
  if (more === 0) return told;
  return [...told, { code: 'batch_differs', detail: `So do ${more} more batches.`, file, line: null }];
}

function signedMinor(part: BatchPart, { direction }: StatementEntry): bigint {
  return part.direction === direction ? part.amountMinor : -part.amountMinor;
}

async function rememberMappings(
  tx: Handle,
  { clock }: Context,
  organizationId: string,
  said: Said,
  documents: readonly SoundDocument[],
): Promise<void> {
  if (!said.mapping && !said.encoding) return;
  for (const { headerHash, options, names } of documents) {
    if (!headerHash || (!options.mapping && !said.encoding)) continue;
    const { encoding = null } = said;
    const row = { headerHash, names, mapping: options.mapping ?? null, encoding };
    await upsertMapping(tx, organizationId, row, clock.now());
  }
}
