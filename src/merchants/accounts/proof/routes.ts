import type { Context } from '#platform/context.ts';
import { proofBodySchema, proofSchema } from '#platform/contract/accounts.ts';
import { ok, type Route, route } from '#platform/http/route.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { proveAgain } from './prove-again.ts';

export const proofRoutes: Route<Context>[] = [
  route<Context>()({
    method: 'POST',
    path: '/api/auth/proof/',
    contract: {
      summary: 'Show again who you are',
      description:
        'For requests that answer fresh_proof_required: those by which money could be taken away. By the password, or by a code or passkey where the person has a second factor, which the password does not replace. Signing in or up with the password is such a proof, too; each is good for ten minutes.',
      tag: 'Accounts',
      body: proofBodySchema,
      responses: { 200: proofSchema },
      errors: ['wrong_password', 'second_factor_invalid', 'rate_limited'],
    },
    auth: 'session',
    role: 'viewer',
    beforeSecondFactor: true,
    run: async ({ context, caller, body }) =>
      ok({ proved_until: formatInstant(await proveAgain(context, caller, body)) }),
  }),
];
