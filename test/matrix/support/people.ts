import { newToken, nobodysHash, tokenHash } from '#merchants/accounts/secrets.ts';
import { keyHash, newRawKey } from '#merchants/api-keys/api-key.ts';
import { type NewAuditEntry, recordAudit } from '#platform/audit/record-audit.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { Role } from '#platform/contract/roles.ts';
import { type Scope, scopes } from '#platform/http/route.ts';
import { formatId, parseId, uuidv7 } from '#platform/kit/ids.ts';
import type { TestApp } from '#test/support/app.ts';
import type { Client } from '#test/support/client.ts';
import { query } from '#test/support/paying.ts';
import type { Merchant } from '#test/support/scenario.ts';

/** A fresh member of the merchant's organization, signed in; written as rows, because each case needs one of its own. */
export async function clientWithRole(app: TestApp, merchant: Merchant, role: Role): Promise<Client> {
  const organizationId = organizationOf(merchant);
  const userId = uuidv7(app.clock.now());
  await query(
    app,
    `insert into users (id, email, name, password_hash, created_at, updated_at) values ($1, $2, 'Alex Kim', $3, now(), now())`,
    [userId, `${userId}@shop.example`, nobodysHash],
  );
  await query(
    app,
    'insert into memberships (organization_id, user_id, role, created_at) values ($1, $2, $3, now())',
    [organizationId, userId, role],
  );
  const token = newToken();
  const sessionId = uuidv7(app.clock.now());
  await query(
    app,
    `insert into sessions (id, organization_id, user_id, token_hash, user_agent, address, proved_at, created_at, last_used_at, expires_at)
      values ($1, $2, $3, $4, 'matrix', '127.0.0.1', now() + interval '9 years', now(), now(), now() + interval '10 years')`,
    [sessionId, organizationId, userId, tokenHash(token)],
  );
  const person = { type: 'user', id: formatId('usr', userId) } as const;
  const session = { type: 'session', id: formatId('ses', sessionId) };
  await note(app, {
    organizationId,
    actor: person,
    action: 'team.member_joined',
    target: person,
    details: { role },
  });
  await note(app, { organizationId, actor: person, action: 'user.signed_in', target: session });
  return app.client().withToken(token);
}

/**
 * An API key with exactly these scopes, as a row: of those that the route makes only one a mode is active, and a
 * rotated one counts like it until its grace is over.
 */
export async function clientWithScopes(
  app: TestApp,
  merchant: Merchant,
  held: readonly Scope[] = scopes,
  mode: Mode = 'sandbox',
): Promise<Client> {
  const { rawKey, prefix } = newRawKey(mode);
  const keyId = uuidv7(app.clock.now());
  await query(
    app,
    `insert into api_keys (organization_id, id, mode, name, prefix, key_hash, scopes, status, expires_at, created_by, created_at)
      values ($1, $2, $3, 'Matrix', $4, $5, $6, 'rotated', now() + interval '10 years', $7, now())`,
    [organizationOf(merchant), keyId, mode, prefix, keyHash(rawKey), held, parseId('usr', merchant.user.id)],
  );
  const target = { type: 'api_key', id: formatId('key', keyId) };
  const entry = {
    organizationId: organizationOf(merchant),
    actor: { type: 'user', id: merchant.user.id },
  } as const;
  await note(app, { ...entry, action: 'api_key.created', target });
  await note(app, { ...entry, action: 'api_key.rotated', details: { replaced: target.id } });
  return app.client().withKey(rawKey);
}

/** What the routes would have written down, since `verify` asks for it. */
async function note(app: TestApp, entry: NewAuditEntry): Promise<void> {
  await app.context.database.transaction((tx) => recordAudit(tx, entry, app.clock.now()));
}

export function organizationOf(merchant: Merchant): string {
  return parseId('org', merchant.organization.id) as string;
}
