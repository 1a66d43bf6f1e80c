import { originOf } from '#merchants/accounts/account.ts';
import type { Context } from '#platform/context.ts';
import {
  passwordForgotBodySchema,
  passwordForgotSchema,
  passwordResetBodySchema,
} from '#platform/contract/accounts.ts';
import { noContent, type Route, route } from '#platform/http/route.ts';
import { forgetPassword } from './forget-password.ts';
import { resetPassword } from './reset-password.ts';

const tag = 'Accounts';

export const passwordRoutes: Route<Context>[] = [
  route<Context>()({
    method: 'POST',
    path: '/api/auth/password/forgot/',
    contract: {
      summary: 'Ask for a new password',
      description:
        'Mails a link that is good for an hour. The answer is the same whether or not the address has an account.',
      tag,
      body: passwordForgotBodySchema,
      responses: { 202: passwordForgotSchema },
      errors: ['rate_limited'],
    },
    auth: 'public',
    run: async ({ context, body, facts }) => {
      await forgetPassword(context, originOf(facts), body.email);
      return { status: 202, body: { detail: 'If this address has an account, a mail is on its way.' } };
    },
  }),
  route<Context>()({
    method: 'POST',
    path: '/api/auth/password/reset/',
    contract: {
      summary: 'Set a new password',
      description: 'With the token of a mail, once. Ends every session of the person.',
      tag,
      body: passwordResetBodySchema,
      responses: { 204: null },
      errors: ['invalid_reset_link', 'weak_password', 'rate_limited'],
    },
    auth: 'public',
    run: async ({ context, body, facts }) => {
      await resetPassword(context, originOf(facts), body);
      return noContent;
    },
  }),
];
