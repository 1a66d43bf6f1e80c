import { roles } from '#platform/contract/roles.ts';
import { type Scope, scopes } from '#platform/http/route.ts';
import { Code } from '../components/code.tsx';
import type { GuideProps } from './guide.ts';

const roleWords: Readonly<Record<(typeof roles)[number], string>> = {
  viewer: 'Reads everything but the audit log.',
  staff: 'Also manages products and payment links.',
  admin: 'Also refunds, manages keys, webhooks, settings and the team, and reads the audit log.',
  owner: 'Also makes, changes and removes admins and owners.',
};

const scopeWords: Readonly<Record<Scope, string>> = {
  'checkout:create': 'Creates checkouts.',
  'payments:read': 'Reads checkouts, transactions and events.',
  'payments:write': 'Refunds, as refunds:write does.',
  'refunds:read': 'Reads refunds.',
  'refunds:write': 'Refunds payments.',
  'statements:write': 'Hands in statements of the bank. A key has it only when it is asked for.',
};

/** Two ways to say who is calling, and what each may do. */
export function Authentication({ publicUrl }: GuideProps) {
  return (
    <>
      <div class="entry-words">
        <p>
          There are two ways to authenticate, and they are never mixed. Each endpoint names the one that it
          takes; the other is refused with <a href="#dashboard_session_required">401</a>. <code>Bearer</code>{' '}
          is not accepted, and cookies are never read.
        </p>
        <h4>Dashboard session</h4>
        <p>
          For what a person does: catalog, payment links, payments, refunds, keys, webhooks, team.{' '}
          <a href="#post-api-auth-login">Signing in</a> gives the token. What it may do is the role of the
          person:
        </p>
        <dl class="pairs">
          {roles.map((role) => (
            <>
              <dt>
                <code>{role}</code>
              </dt>
              <dd>{roleWords[role]}</dd>
            </>
          ))}
        </dl>
        <p>
          What could lead money or buyers elsewhere, or is a way in that stays, asks for a <b>fresh proof</b>:
          the password or the second factor, given in the last ten minutes, by signing in or by{' '}
          <a href="#post-api-auth-proof">/api/auth/proof/</a>. Without it the answer is{' '}
          <a href="#fresh_proof_required">403</a> and nothing is changed. Accounts with a second factor answer
          the password alone with <a href="#second_factor_required">401</a> and a challenge, which{' '}
          <a href="#post-api-auth-second-factor">a code or a passkey</a> completes.
        </p>
        <h4>API key</h4>
        <p>
          From server to server: create checkouts, read payments and events, refund. A key belongs to one{' '}
          <a href="#modes">mode</a>, which its first characters show, <code>lt_sandbox_…</code> or{' '}
          <code>lt_live_…</code>, and may do what its scopes name:
        </p>
        <dl class="pairs">
          {scopes.map((scope) => (
            <>
              <dt>
                <code>{scope}</code>
              </dt>
              <dd>{scopeWords[scope]}</dd>
            </>
          ))}
        </dl>
        <p>
          Payment links can never be managed with an API key. A key that leaks cannot change what is sold, or
          for how much.
        </p>
        <h4>No sign-in</h4>
        <p>
          Buyers have no account. A payment link’s address lets anybody start a checkout; the token of a
          checkout is the secret that lets its holder pay, cancel and read that one checkout.
        </p>
      </div>
      <div class="entry-code">
        <Code label="Dashboard session">
          {`curl "${publicUrl}/api/payment-links/" \\
  -H "Authorization: Token $ACCESS_TOKEN"`}
        </Code>
        <Code label="API key">
          {`curl "${publicUrl}/api/transactions/" \\
  -H "Authorization: Api-Key $API_KEY"`}
        </Code>
        <Code label="API key, the short way">
          {`curl "${publicUrl}/api/transactions/" \\
  -H "Api-Key: $API_KEY"`}
        </Code>
      </div>
    </>
  );
}
