import type { Context } from '#platform/context.ts';
import {
  passkeyCreateSchema,
  passkeyMadeSchema,
  passkeyOptionsSchema,
  passkeyParamsSchema,
  passkeyPatchSchema,
  passkeySchema,
} from '#platform/contract/second-factor.ts';
import { created, noContent, ok, type Route, route } from '#platform/http/route.ts';
import { askForPasskey } from './assert-passkey.ts';
import { namePasskey } from './name-passkey.ts';
import { offerPasskey, registerPasskey } from './register-passkey.ts';
import { removePasskey } from './remove-factor.ts';
import { showSecondFactor } from './show-second-factor.ts';

const tag = 'Accounts';
const define = route<Context>();

export const passkeyRoutes: Route<Context>[] = [
  define({
    method: 'POST',
    path: '/api/auth/proof/passkey/',
    contract: {
      summary: 'Ask what a passkey has to sign for a fresh proof',
      tag,
      responses: { 200: passkeyOptionsSchema },
      errors: ['second_factor_missing'],
    },
    auth: 'session',
    role: 'viewer',
    beforeSecondFactor: true,
    run: async ({ context, caller }) => ok(await askForPasskey(context, caller.userId)),
  }),
  define({
    method: 'POST',
    path: '/api/auth/passkeys/options/',
    contract: {
      summary: 'Ask what a new passkey is made from',
      tag,
      responses: { 200: passkeyOptionsSchema },
    },
    auth: 'session',
    role: 'viewer',
    proof: 'always',
    beforeSecondFactor: true,
    run: async ({ context, caller }) => ok(await offerPasskey(context, caller)),
  }),
  define({
    method: 'POST',
    path: '/api/auth/passkeys/',
    contract: {
      summary: 'Add a passkey',
      description:
        'The first second factor comes with ten recovery codes, shown this once, and ends every other session of the person.',
      tag,
      body: passkeyCreateSchema,
      responses: { 201: passkeyMadeSchema },
      errors: ['second_factor_invalid'],
    },
    auth: 'session',
    role: 'viewer',
    proof: 'always',
    beforeSecondFactor: true,
    run: async ({ context, caller, body }) => created(await registerPasskey(context, caller, body)),
  }),
  define({
    method: 'PATCH',
    path: '/api/auth/passkeys/:id/',
    contract: {
      summary: 'Rename a passkey',
      tag,
      params: passkeyParamsSchema,
      body: passkeyPatchSchema,
      responses: { 200: passkeySchema },
    },
    auth: 'session',
    role: 'viewer',
    beforeSecondFactor: true,
    shown: async ({ context, caller, params }) =>
      (await showSecondFactor(context, caller)).passkeys.find(({ id }) => id === params.id),
    run: async ({ context, caller, params, body }) =>
      ok(await namePasskey(context, caller, params.id, body.name)),
  }),
  define({
    method: 'DELETE',
    path: '/api/auth/passkeys/:id/',
    contract: {
      summary: 'Remove a passkey',
      tag,
      params: passkeyParamsSchema,
      responses: { 204: null },
    },
    auth: 'session',
    role: 'viewer',
    proof: 'always',
    beforeSecondFactor: true,
    run: async ({ context, caller, params }) => {
      await removePasskey(context, caller, params.id);
      return noContent;
    },
  }),
];
