import { findMails } from '#messaging/mail/find-mails.ts';
import type { MailKind } from '#platform/contract/mail.ts';
import { runningApps, type TestApp } from './app.ts';
import type { Client, Json } from './client.ts';
import { eventually, type Merchant, must } from './scenario.ts';

/** The newest mail of a kind to an address, as its addressee would read it; waits for the job that makes it. */
export async function mailTo(reader: Client, to: string, kind: string): Promise<Json> {
  return eventually(
    async () => {
      const context = runningApps.get(reader.url);
      if (!context) throw new Error(`No app of this test runs at ${reader.url}.`);
      const page = { limit: 1 };
      const { rows } = await findMails(context, { to }, page, { kind: kind as MailKind });
      return rows[0] as Json;
    },
    (mail) => mail !== undefined,
  );
}

/** The token in the address that a mail links to. */
export function tokenIn(mail: Json): string {
  const [, token] = /#token=([\w-]+)/.exec(mail.text) ?? [];
  if (!token) throw new Error(`There is no token in this mail: ${mail.text}`);
  return token;
}

/** Invites an address, and gives the token that its mail holds. */
export async function invite(merchant: Merchant, email: string, role: string): Promise<string> {
  must(201, await merchant.client.post('/api/organization/team/', { email, role }));
  return tokenIn(await mailTo(merchant.client, email, 'invitation'));
}

/** A member of the merchant's team, invited and joined. */
export async function join(
  app: TestApp,
  merchant: Merchant,
  role: string,
  email = `${role}-${globalThis.crypto.randomUUID()}@shop.example`,
  name = `The ${role}`,
): Promise<Merchant> {
  const password = 'correct horse battery';
  const body = { token: await invite(merchant, email, role), name, password };
  const joined = must(200, await app.client().post('/api/auth/invitations/accept/', body));
  const token = joined.access_token as string;
  return {
    client: app.client().withToken(token),
    organization: joined.organization,
    user: joined.user,
    email,
    password,
    token,
  };
}
