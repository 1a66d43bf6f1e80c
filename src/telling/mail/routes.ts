import type { Context } from '#platform/context.ts';
import { mailListQuerySchema, mailListSchema } from '#platform/contract/mail.ts';
import { listAnswer } from '#platform/db/page.ts';
import { ok, type Route, route } from '#platform/http/route.ts';
import { listMailbox, showMail } from './list-mailbox.ts';

export const mailRoutes: Route<Context>[] = [
  route<Context>()({
    method: 'GET',
    path: '/api/development/mailbox/',
    contract: {
      summary: 'Read mails that are not sent',
      description:
        'Only on an instance without SMTP that no other machine can open; 404 elsewhere. Newest first.',
      tag: 'Development',
      query: mailListQuerySchema,
      responses: { 200: mailListSchema },
      errors: ['not_found', 'invalid_cursor', 'invalid_limit'],
    },
    auth: 'session',
    role: 'admin',
    run: async ({ context, caller, query, facts }) => {
      const page = await listMailbox(context, caller, query);
      return ok(listAnswer(page, facts.url, context.config.publicUrl, showMail));
    },
  }),
];
