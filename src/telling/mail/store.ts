import { sql } from 'kysely';
import { databaseNow, type Handle, rows } from '#platform/db/database.ts';
import { type Page, type PageRequest, pageClause, toPage } from '#platform/db/page.ts';
import { deleteSome } from '#platform/db/retention.ts';
import { type DueMail, keptDays, type MailKind } from './mail.ts';

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
  readonly isKept: boolean;
  readonly createdAt: Date;
  readonly giveUpAt: Date;
};

/** @returns how many of them had no dedupe key that was there before */
export async function insertMails(handle: Handle, mails: readonly StoredMail[]): Promise<number> {
  if (mails.length === 0) return 0;
  const inserted = await rows(
    handle,
    sql`
      insert into mails (organization_id, id, kind, recipient, reply_to, locale, subject, body, dedupe_key, is_kept,
        created_at, due_at, give_up_at)
      select "organizationId", id, kind, "to", "replyTo", locale, subject, body, "dedupeKey", "isKept", "createdAt",
        "createdAt", "giveUpAt"
      from jsonb_to_recordset(${JSON.stringify(mails)}::jsonb) as mail("organizationId" uuid, id uuid, kind text, "to" text,
        "replyTo" text, locale text, subject text, body text, "dedupeKey" text, "isKept" boolean, "createdAt" timestamptz, "giveUpAt" timestamptz)
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

export type KeptMail = Omit<StoredMail, 'dedupeKey' | 'isKept' | 'giveUpAt'>;

/** One page of the mails that are still here, of an organization or to an address, newest first. */
export async function selectUnsent(
  handle: Handle,
  of: { organizationId?: string | undefined; to?: string | undefined },
  page: PageRequest,
  filter: { kind?: MailKind | undefined; isKept?: boolean },
): Promise<Page<KeptMail>> {
  const { where, tail } = pageClause(page, sql`id`);
  const ofOrganization =
    of.organizationId === undefined ? sql`false` : sql`organization_id = ${of.organizationId}`;
  const toAddress = of.to === undefined ? sql`false` : sql`recipient = ${of.to}`;
  const ofSandbox = filter.isKept ? sql`is_kept` : sql`true`;
  const ofKind = filter.kind === undefined ? sql`true` : sql`kind = ${filter.kind}`;
  const found = await rows(
    handle,
    sql<KeptMail>`
      select organization_id as "organizationId", id, kind, recipient as "to", reply_to as "replyTo", locale, subject,
        body, created_at as "createdAt"
      from mails
      where (${ofOrganization} or ${toAddress}) and body is not null and ${ofKind} and ${ofSandbox} and ${where}
      ${tail}
    `,
  );
  return toPage(found, page);
}

/** Gives up what is of no use any more, where nobody looks for due mails. */
export async function giveUpOverdue(handle: Handle, offsetMs: number): Promise<void> {
  const now = databaseNow(offsetMs);
  await sql`
    update mails set failed_at = ${now}, body = null, last_error = 'It could not be sent in time.'
    where sent_at is null and failed_at is null and not is_kept and give_up_at <= ${now}
  `.execute(handle);
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
