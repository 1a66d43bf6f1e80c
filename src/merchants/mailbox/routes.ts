import type { Context } from '#platform/context.ts';
import { mailListQuerySchema, mailListSchema } from '#platform/contract/mail.ts';
import { listAnswer } from '#platform/db/page.ts';
import { ok, type Route, route } from '#platform/http/route.ts';
import { listMailbox, listSandboxMails, showMail } from './list-mailbox.ts';

/** Mails hold addresses that let their readers in, beside words of strangers: nobody on their way may pack both together. */
const unpacked = { 'cache-control': 'no-store, no-transform' };

export const mailboxRoutes: Route<Context>[] = [
  route<Context>()({
    method: 'GET',
    path: '/api/organization/sandbox-mails/',
    contract: {
      summary: 'Read what the sandbox mails to people outside the team',
      description:
        'Receipts and notices of the sandbox are sent to members of the team only; all others stay here for thirty days. Newest first.',
      tag: 'Development',
      query: mailListQuerySchema,
      responses: { 200: mailListSchema },
      errors: ['invalid_cursor', 'invalid_limit'],
    },
    auth: 'session',
    role: 'admin',
    run: async ({ context, caller, query, facts }) => {
      const page = await listSandboxMails(context, caller, query);
      return ok(listAnswer(page, facts.url, context.config.publicUrl, showMail), unpacked);
    },
  }),
  route<Context>()({
    method: 'GET',
    path: '/api/development/mailbox/',
    contract: {
      summary: 'Read mails that are not sent',
      description:
        'Only on an instance without SMTP that no other machine can open, and only from that machine itself; 404 elsewhere. ' +
        'One’s own mails are shown whole, of other people’s invitations, codes and ways to a new password only that they ' +
        'exist. Newest first.',
      tag: 'Development',
      query: mailListQuerySchema,
      responses: { 200: mailListSchema },
      errors: ['not_found', 'invalid_cursor', 'invalid_limit'],
    },
    auth: 'session',
    role: 'admin',
    run: async ({ context, caller, query, facts }) => {
      const page = await listMailbox(context, caller, query, facts.isFromThisMachine);
      return ok(listAnswer(page, facts.url, context.config.publicUrl, showMail), unpacked);
    },
  }),
];
