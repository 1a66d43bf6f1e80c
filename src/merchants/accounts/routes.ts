import type { Context } from '#platform/context.ts';
import {
  loginBodySchema,
  meSchema,
  oneTimeBodySchema,
  passwordChangeBodySchema,
  sessionListQuerySchema,
  sessionListSchema,
  sessionParamsSchema,
  signedInSchema,
  signupBodySchema,
  switchBodySchema,
  teamSessionListSchema,
} from '#platform/contract/accounts.ts';
import { listAnswer } from '#platform/db/page.ts';
import { created, noContent, ok, type Route, route } from '#platform/http/route.ts';
import { originOf } from './account.ts';
import { changePassword } from './change-password.ts';
import { getAccount } from './get-account.ts';
import { listSessions } from './list-sessions.ts';
import { logIn } from './log-in.ts';
import { logOut, revokeSession } from './revoke-session.ts';
import { showAccount, showSession, showSignedIn, showTeamSession } from './show-account.ts';
import { signUp } from './sign-up.ts';
import { switchOrganization } from './switch-organization.ts';
import { endTeamSession, listTeamSessions, signMemberOut } from './team-sessions.ts';
import { useOneTimeSignIn } from './use-one-time-sign-in.ts';

const tag = 'Accounts';

export const accountRoutes: Route<Context>[] = [
  route<Context>()({
    method: 'POST',
    path: '/api/auth/signup/',
    contract: {
      summary: 'Open an organization',
      description:
        'The person becomes its owner and is signed in. An address that has an account is refused in words that do not ' +
        'say so, and told by mail; with the password of the account, whoever belongs to no organization opens one.',
      tag,
      body: signupBodySchema,
      responses: { 201: signedInSchema },
      errors: [
        'weak_password',
        'signup_disabled',
        'signup_refused',
        'email_taken',
        'second_factor_required',
        'second_factor_invalid',
        'rate_limited',
      ],
    },
    auth: 'public',
    run: async ({ context, body, facts }) =>
      created(showSignedIn(await signUp(context, originOf(facts), body))),
  }),
  route<Context>()({
    method: 'POST',
    path: '/api/auth/login/',
    contract: {
      summary: 'Sign in',
      description:
        'Where the account has a second factor it answers 401 second_factor_required with a challenge, good for five minutes and once, and the methods that complete it.',
      tag,
      body: loginBodySchema,
      responses: { 200: signedInSchema },
      errors: ['invalid_credentials', 'second_factor_required', 'no_organization', 'rate_limited'],
    },
    auth: 'public',
    run: async ({ context, body, facts }) => ok(showSignedIn(await logIn(context, originOf(facts), body))),
  }),
  route<Context>()({
    method: 'POST',
    path: '/api/auth/one-time/',
    contract: {
      summary: 'Sign in with a one-time link',
      description:
        'For the token in a link that the operator handed out; it works once. It stands for the password: somebody who has a second factor is asked for it.',
      tag,
      body: oneTimeBodySchema,
      responses: { 200: signedInSchema },
      errors: ['invalid_sign_in_link', 'second_factor_required'],
    },
    auth: 'public',
    run: async ({ context, body, facts }) =>
      ok(showSignedIn(await useOneTimeSignIn(context, originOf(facts), body.token))),
  }),
  route<Context>()({
    method: 'POST',
    path: '/api/auth/logout/',
    contract: {
      summary: 'Sign out',
      description: 'Ends the session, and all that were switched from it.',
      tag,
      responses: { 204: null },
    },
    auth: 'session',
    role: 'viewer',
    beforeSecondFactor: true,
    run: async ({ context, caller }) => {
      await logOut(context, caller);
      return noContent;
    },
  }),
  route<Context>()({
    method: 'GET',
    path: '/api/auth/me/',
    contract: { summary: 'Who is signed in', tag, responses: { 200: meSchema } },
    auth: 'session',
    role: 'viewer',
    beforeSecondFactor: true,
    run: async ({ context, caller }) => ok(showAccount(await getAccount(context, caller))),
  }),
  route<Context>()({
    method: 'POST',
    path: '/api/auth/switch/',
    contract: {
      summary: 'Go on in another organization',
      description:
        'Gives a token for another organization of the person. The present one stays good; the new one ends with it.',
      tag,
      body: switchBodySchema,
      responses: { 200: signedInSchema },
    },
    auth: 'session',
    role: 'viewer',
    beforeSecondFactor: true,
    run: async ({ context, caller, body, facts }) =>
      ok(showSignedIn(await switchOrganization(context, caller, originOf(facts), body.organization_id))),
  }),
  route<Context>()({
    method: 'POST',
    path: '/api/auth/password/change/',
    contract: {
      summary: 'Change the password',
      description: 'Ends every other session of this person.',
      tag,
      body: passwordChangeBodySchema,
      responses: { 204: null },
      errors: ['wrong_password', 'weak_password', 'rate_limited'],
    },
    auth: 'session',
    role: 'viewer',
    beforeSecondFactor: true,
    run: async ({ context, caller, body, facts }) => {
      await changePassword(context, caller, {
        currentPassword: body.current_password,
        newPassword: body.new_password,
        address: facts.address,
      });
      return noContent;
    },
  }),
  route<Context>()({
    method: 'GET',
    path: '/api/auth/sessions/',
    contract: {
      summary: 'List one’s own sessions',
      description: 'Those that are still good, newest first.',
      tag,
      query: sessionListQuerySchema,
      responses: { 200: sessionListSchema },
      errors: ['invalid_cursor', 'invalid_limit'],
    },
    auth: 'session',
    role: 'viewer',
    beforeSecondFactor: true,
    run: async ({ context, caller, query, facts }) =>
      ok(
        listAnswer(
          await listSessions(context, caller, query),
          facts.url,
          context.config.publicUrl,
          (session) => showSession(session, caller.sessionId),
        ),
      ),
  }),
  route<Context>()({
    method: 'DELETE',
    path: '/api/auth/sessions/:id/',
    contract: {
      summary: 'End one of one’s own sessions',
      description: 'With all that were switched from it.',
      tag,
      params: sessionParamsSchema,
      responses: { 204: null },
      errors: ['not_found'],
    },
    auth: 'session',
    role: 'viewer',
    beforeSecondFactor: true,
    run: async ({ context, caller, params }) => {
      await revokeSession(context, caller, params.id);
      return noContent;
    },
  }),
  route<Context>()({
    method: 'GET',
    path: '/api/organization/sessions/',
    contract: {
      summary: 'List everybody’s sessions',
      description: 'Those of this organization that are still good, newest first.',
      tag: 'Team',
      query: sessionListQuerySchema,
      responses: { 200: teamSessionListSchema },
      errors: ['invalid_cursor', 'invalid_limit'],
    },
    auth: 'session',
    role: 'owner',
    run: async ({ context, caller, query, facts }) => {
      const page = await listTeamSessions(context, caller, query);
      return ok(
        listAnswer(page, facts.url, context.config.publicUrl, (session) =>
          showTeamSession(session, caller.sessionId),
        ),
      );
    },
  }),
  route<Context>()({
    method: 'DELETE',
    path: '/api/organization/sessions/:id/',
    contract: {
      summary: 'End a session of somebody in the team',
      description: 'With all that were switched from it. The person may sign in again.',
      tag: 'Team',
      params: sessionParamsSchema,
      responses: { 204: null },
      errors: ['not_found'],
    },
    auth: 'session',
    role: 'owner',
    run: async ({ context, caller, params }) => {
      await endTeamSession(context, caller, params.id);
      return noContent;
    },
  }),
  route<Context>()({
    method: 'POST',
    path: '/api/organization/team/:id/sign-out/',
    contract: {
      summary: 'Sign a member out everywhere here',
      description:
        'Ends all of their sessions of this organization, and one-time links to it. The person may sign in again.',
      tag: 'Team',
      params: sessionParamsSchema,
      responses: { 204: null },
      errors: ['not_found'],
    },
    auth: 'session',
    role: 'owner',
    run: async ({ context, caller, params }) => {
      await signMemberOut(context, caller, params.id);
      return noContent;
    },
  }),
];
