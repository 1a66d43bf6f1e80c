import type { Context } from '#platform/context.ts';
import {
  mailListQuerySchema,
  mailListSchema,
  mailParamsSchema,
  mailSchema,
} from '#platform/contract/mail.ts';
import { listAnswer, type Page } from '#platform/db/page.ts';
import { ok, type RequestFacts, type Route, route } from '#platform/http/route.ts';
import { listKeptMails, listMailbox, listSandboxMails, type ShownMail, showMail } from './list-mailbox.ts';
import { sendKeptMail } from './send-kept-mail.ts';

/** Mails hold addresses that let their readers in, beside words of strangers: nobody on their way may pack both together. */
const unpacked = { 'cache-control': 'no-store, no-transform' };

const listed = ({ config }: Context, page: Page<ShownMail>, { url }: Pick<RequestFacts, 'url'>) =>
  ok(listAnswer(page, url, config.publicUrl, showMail), unpacked);

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
      return listed(context, page, facts);
    },
  }),
  route<Context>()({
    method: 'GET',
    path: '/api/organization/kept-mails/',
    contract: {
      summary: 'Read mails that were kept and not sent',
      description:
        'What was written while no mail server was set stays here for thirty days and is sent only when somebody asks for it; what ' +
        'the sandbox wrote to people outside the team is never sent. Invitations, codes and ways to a new password show only that ' +
        'they exist, but one’s own where the development mailbox shows them. Newest first.',
      tag: 'Development',
      query: mailListQuerySchema,
      responses: { 200: mailListSchema },
      errors: ['invalid_cursor', 'invalid_limit'],
    },
    auth: 'session',
    role: 'admin',
    run: async ({ context, caller, query, facts }) => {
      const page = await listKeptMails(context, caller, query, facts.isFromThisMachine);
      return listed(context, page, facts);
    },
  }),
  route<Context>()({
    method: 'POST',
    path: '/api/organization/kept-mails/:id/send/',
    contract: {
      summary: 'Send a mail that was kept',
      description:
        'For one that was written while no mail server was set and is of use: a code or link in it must be good still. Asking again ' +
        'sends it no second time.',
      tag: 'Development',
      params: mailParamsSchema,
      responses: { 200: mailSchema },
      errors: ['mail_server_missing', 'mail_not_sendable'],
    },
    auth: 'session',
    role: 'admin',
    run: async ({ context, caller, params }) =>
      ok(showMail(await sendKeptMail(context, caller, params.id)), unpacked),
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
      return listed(context, page, facts);
    },
  }),
];
