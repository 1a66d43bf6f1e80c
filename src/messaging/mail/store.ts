import { type RawBuilder, sql } from 'kysely';
import { databaseNow, type Handle, rows } from '#platform/db/database.ts';
import { type Page, type PageRequest, pageClause, toPage } from '#platform/db/page.ts';
import { deleteSome } from '#platform/db/retention.ts';
import { type DueMail, holdsSecret, type KeptBecause, keptDays, type MailKind } from './mail.ts';

export type StoredMail = {
  readonly organizationId: string;
  readonly id: string;
  readonly kind: MailKind;
  readonly to: string;
  readonly replyTo: string | null;
  readonly locale: string;
  readonly subject: string;
  readonly body: string;
  readonly dedupeKey: string | null;
  readonly keptBecause: KeptBecause | null;
  readonly createdAt: Date;
  readonly giveUpAt: Date;
};

/**
 * @param isWithoutServer SQL that is true when nobody is there who could send them
 * @returns how many of them had no dedupe key that was there before
 */
export async function insertMails(
  handle: Handle,
  mails: readonly StoredMail[],
  isWithoutServer: RawBuilder<boolean>,
): Promise<number> {
  if (mails.length === 0) return 0;
  const inserted = await rows(
    handle,
    sql`
      insert into mails (organization_id, id, kind, recipient, reply_to, locale, subject, body, dedupe_key, is_kept,
        kept_because, created_at, due_at, give_up_at)
      select "organizationId", id, kind, "to", "replyTo", locale, subject, body, "dedupeKey",
        "keptBecause" is not null or ${isWithoutServer},
        coalesce("keptBecause", case when ${isWithoutServer} then 'no_mail_server' end), "createdAt", "createdAt", "giveUpAt"
      from jsonb_to_recordset(${JSON.stringify(mails)}::jsonb) as mail("organizationId" uuid, id uuid, kind text, "to" text,
        "replyTo" text, locale text, subject text, body text, "dedupeKey" text, "keptBecause" text, "createdAt" timestamptz, "giveUpAt" timestamptz)
      on conflict (organization_id, dedupe_key) where dedupe_key is not null do nothing
      returning id
    `,
  );
  return inserted.length;
}

/** Takes due mails and moves them ahead, so that they come back by themselves when their worker dies. */
export async function claimMails(
  handle: Handle,
  limit: number,
  leaseSeconds: number,
  offsetMs: number,
): Promise<DueMail[]> {
  const now = databaseNow(offsetMs);
  return rows(
    handle,
    sql<DueMail>`
      update mails set due_at = ${now} + ${leaseSeconds} * interval '1 second', tries = mails.tries + 1
      from (
        select organization_id, id from mails
        where sent_at is null and failed_at is null and not is_kept and due_at <= ${now}
        order by due_at limit ${limit} for update skip locked
      ) due
      where mails.organization_id = due.organization_id and mails.id = due.id
      returning mails.organization_id as "organizationId", mails.id, mails.recipient as "to",
        mails.reply_to as "replyTo", mails.subject, mails.body, mails.tries, mails.give_up_at as "giveUpAt"
    `,
  );
}

type Key = Pick<DueMail, 'organizationId' | 'id'>;

export async function markSent(handle: Handle, { organizationId, id }: Key, now: Date): Promise<void> {
  await sql`
    update mails set sent_at = ${now}, body = null, last_error = null
    where organization_id = ${organizationId} and id = ${id}
  `.execute(handle);
}

export async function markGivenUp(
  handle: Handle,
  { organizationId, id }: Key,
  error: string,
  now: Date,
): Promise<void> {
  await sql`
    update mails set failed_at = ${now}, body = null, last_error = ${error}
    where organization_id = ${organizationId} and id = ${id}
  `.execute(handle);
}

export async function postpone(
  handle: Handle,
  { organizationId, id }: Key,
  error: string,
  dueAt: Date,
): Promise<void> {
  await sql`
    update mails set due_at = ${dueAt}, last_error = ${error}
    where organization_id = ${organizationId} and id = ${id}
  `.execute(handle);
}

export type ShownRow = Omit<StoredMail, 'dedupeKey' | 'body'> & {
  /** Empty once it was sent, given up, or held a secret that ended. */
  readonly body: string | null;
  readonly isKept: boolean;
  readonly releasedAt: Date | null;
  readonly sentAt: Date | null;
  readonly failedAt: Date | null;
};

const shownColumns = sql`organization_id as "organizationId", id, kind, recipient as "to", reply_to as "replyTo", locale, subject,
  body, is_kept as "isKept", kept_because as "keptBecause", released_at as "releasedAt", sent_at as "sentAt", failed_at as "failedAt",
  created_at as "createdAt", give_up_at as "giveUpAt"`;

/**
 * One page of mails of an organization or to an address, newest first: those that can still be read, or those that are or were
 * kept.
 */
export async function selectMails(
  handle: Handle,
  of: { organizationId?: string | undefined; to?: string | undefined },
  page: PageRequest,
  filter: { kind?: MailKind | undefined; kept?: 'any' | KeptBecause },
): Promise<Page<ShownRow>> {
  const { where, tail } = pageClause(page, sql`id`);
  const ofOrganization =
    of.organizationId === undefined ? sql`false` : sql`organization_id = ${of.organizationId}`;
  const toAddress = of.to === undefined ? sql`false` : sql`recipient = ${of.to}`;
  const ofKind = filter.kind === undefined ? sql`true` : sql`kind = ${filter.kind}`;
  const found = await rows(
    handle,
    sql<ShownRow>`
      select ${shownColumns} from mails
      where (${ofOrganization} or ${toAddress}) and ${keptClause(filter.kept)} and ${ofKind} and ${where}
      ${tail}
    `,
  );
  return toPage(found, page);
}

function keptClause(kept: 'any' | KeptBecause | undefined): RawBuilder<unknown> {
  if (kept === undefined) return sql`body is not null`;
  return kept === 'any' ? sql`kept_because is not null` : sql`kept_because = ${kept}`;
}

/** A mail that is or was kept, locked. */
export async function lockKeptMail(
  handle: Handle,
  organizationId: string,
  id: string,
): Promise<ShownRow | undefined> {
  const [found] = await rows(
    handle,
    sql<ShownRow>`
      select ${shownColumns} from mails
      where organization_id = ${organizationId} and id = ${id} and kept_because is not null for update
    `,
  );
  return found;
}

/** From now on the mail is sent as every other. */
export async function releaseMail(
  handle: Handle,
  { organizationId, id }: Key,
  { now, giveUpAt }: { now: Date; giveUpAt: Date },
): Promise<void> {
  await sql`
    update mails set is_kept = false, released_at = ${now}, due_at = ${now}, give_up_at = ${giveUpAt}
    where organization_id = ${organizationId} and id = ${id}
  `.execute(handle);
}

/** Keeps what waits and was told to no mail server yet; gives how many. */
export async function keepUntried(
  handle: Handle,
  isWithoutServer: RawBuilder<boolean>,
  limit: number,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update mails set is_kept = true, kept_because = 'no_mail_server', released_at = null
    from (
      select organization_id, id from mails
      where sent_at is null and failed_at is null and not is_kept and tries = 0 and ${isWithoutServer}
      order by due_at limit ${limit} for update skip locked
    ) waiting
    where mails.organization_id = waiting.organization_id and mails.id = waiting.id
  `.execute(handle);
  return Number(numAffectedRows ?? 0n);
}

/** How many wait for a mail server that one was told of before. */
export async function countWaiting(handle: Handle): Promise<number> {
  const [found] = await rows<{ count: number }>(
    handle,
    sql`select count(*)::integer as count from mails where sent_at is null and failed_at is null and not is_kept`,
  );
  return found?.count ?? 0;
}

const secretKinds = Object.entries(holdsSecret).flatMap(([kind, isSecret]) => (isSecret ? [kind] : []));

/**
 * Gives up what is of no use any more, where nobody looks for due mails. What holds no secret is of use to whoever sends it
 * later, so without a mail server it is kept.
 */
export async function giveUpOverdue(
  handle: Handle,
  isWithoutServer: RawBuilder<boolean>,
  offsetMs: number,
): Promise<void> {
  const now = databaseNow(offsetMs);
  await sql`
    update mails set is_kept = true, kept_because = 'no_mail_server', released_at = null
    where sent_at is null and failed_at is null and not is_kept and give_up_at <= ${now}
      and kind <> all(${secretKinds}::text[]) and ${isWithoutServer}
  `.execute(handle);
  await sql`
    update mails set failed_at = ${now}, body = null, last_error = 'It could not be sent in time.'
    where sent_at is null and failed_at is null and not is_kept and give_up_at <= ${now}
  `.execute(handle);
}

/** Empties kept mails whose code or link has ended. */
export async function emptyEnded(handle: Handle, offsetMs: number): Promise<void> {
  await sql`
    update mails set body = null
    where kept_because is not null and is_kept and body is not null and kind = any(${secretKinds}::text[])
      and give_up_at <= ${databaseNow(offsetMs)}
  `.execute(handle);
}

/** What a mail says of no use any more from now on. */
export async function endMail(
  handle: Handle,
  organizationId: string,
  dedupeKey: string,
  now: Date,
): Promise<void> {
  await sql`
    update mails set give_up_at = least(give_up_at, ${now})
    where organization_id = ${organizationId} and dedupe_key = ${dedupeKey} and sent_at is null and failed_at is null
  `.execute(handle);
}

/** Notes that an instance with a mail server is there. */
export async function upsertSender(handle: Handle, offsetMs: number): Promise<void> {
  await sql`
    insert into mail_senders (slot, seen_at) values (0, ${databaseNow(offsetMs)})
    on conflict (slot) do update set seen_at = greatest(mail_senders.seen_at, excluded.seen_at)
  `.execute(handle);
}

export const always: RawBuilder<boolean> = sql<boolean>`true`;
export const never: RawBuilder<boolean> = sql<boolean>`false`;

/** SQL that is true while no instance with a mail server was seen for so long. */
export function noSenderSince(seconds: number, offsetMs: number): RawBuilder<boolean> {
  return sql<boolean>`not exists (
    select from mail_senders where seen_at > ${databaseNow(offsetMs)} - ${seconds} * interval '1 second'
  )`;
}

export async function selectTruth(handle: Handle, condition: RawBuilder<boolean>): Promise<boolean> {
  const [found] = await rows<{ isTrue: boolean }>(handle, sql`select ${condition} as "isTrue"`);
  return found?.isTrue ?? false;
}

export async function deleteOldMails(handle: Handle, limit: number, offsetMs: number): Promise<number> {
  const where = sql`created_at < ${databaseNow(offsetMs)} - ${keptDays} * interval '1 day'`;
  return deleteSome(handle, 'mails', { where, order: sql`created_at` }, limit);
}

export type MailsAbout = {
  /** In lower case. */
  readonly address: string;
  /** Checkouts and payments: what mails about them are queued once by. */
  readonly subjectIds: readonly string[];
};

/** Removes receipts to an address, and every mail about these subjects; gives how many. */
export async function deleteMailsAbout(
  handle: Handle,
  organizationId: string,
  { address, subjectIds }: MailsAbout,
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from mails where organization_id = ${organizationId}
      and (kind = 'receipt' and lower(recipient) = ${address} or split_part(dedupe_key, ':', 2) = any(${subjectIds}::text[]))
  `.execute(handle);
  return Number(numAffectedRows ?? 0n);
}

/** What became of the newest mails of anybody that were tried, the newest first: when it was taken, or null. */
export async function selectLatestOutcomes(handle: Handle): Promise<{ readonly sentAt: Date | null }[]> {
  return rows<{ sentAt: Date | null }>(
    handle,
    sql`
      select sent_at as "sentAt" from (
        select sent_at, last_error, created_at from mails order by created_at desc limit 50
      ) newest
      where sent_at is not null or last_error is not null order by created_at desc
    `,
  );
}
