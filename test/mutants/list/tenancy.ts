import type { Mutant } from '../mutant.ts';

const of = (
  batch: 'tenancy' | 'modes',
  file: string,
  name: string,
  only: string,
  find: string,
  replace: string,
): Mutant => ({
  name,
  area: 'tenancy',
  file,
  find,
  replace,
  tests: [`test/matrix/${batch}.test.ts`],
  only,
  batch,
});

/*
 * Lists of links and payments find their rows in one statement and read them in another, and each keeps to the
 * organization: taking one of the two conditions away shows nothing, so only the reading one stands here.
 */

/** In place of the condition that keeps a query to one organization. */
const all = 'organization_id is not null';
const foreignId = (route: string) => `${route} with another`;
const foreignRows = (route: string) => `${route} never shows`;

export const tenancyMutants: readonly Mutant[] = [
  of(
    'tenancy',
    'src/messaging/events/store.ts',
    'an event of another organization is read',
    foreignId('GET /api/organization/events/:id/'),
    'where e.organization_id = ${organizationId} and e.id = ${eventId} and e.is_public',
    `where e.${all} and e.id = \${eventId} and e.is_public`,
  ),
  of(
    'tenancy',
    'src/messaging/events/store.ts',
    'a list shows events of everybody',
    foreignRows('GET /api/organization/events/'),
    'e.organization_id = ${organizationId} and e.mode = ${filter.mode}',
    `e.${all} and e.mode = \${filter.mode}`,
  ),
  of(
    'tenancy',
    'src/paying/transactions/store.ts',
    'a transaction of another organization is read',
    foreignId('GET /api/transactions/:id/'),
    'select ${columns} from ${checkoutTables} where t.organization_id = ${organizationId} and ${match}',
    `select \${columns} from \${checkoutTables} where t.${all} and \${match}`,
  ),
  of(
    'tenancy',
    'src/paying/refunds/store.ts',
    'a refund of another organization is read',
    foreignId('GET /api/refunds/:id/'),
    'from refunds where organization_id = ${organizationId} and id = ${id}`',
    `from refunds where ${all} and id = \${id}\``,
  ),
  of(
    'tenancy',
    'src/paying/refunds/store.ts',
    'a list shows refunds of everybody',
    foreignRows('GET /api/refunds/'),
    'from refunds where organization_id = ${organizationId} and ${where}',
    `from refunds where ${all} and \${where}`,
  ),
  of(
    'tenancy',
    'src/paying/checkouts/store.ts',
    'a checkout of another organization is read',
    foreignId('GET /api/checkouts/:id/'),
    'where c.organization_id = ${organizationId} and c.id = ${id}`',
    `where c.${all} and c.id = \${id}\``,
  ),
  of(
    'tenancy',
    'src/selling/payment-links/store.ts',
    'a link of another organization is read',
    foreignId('GET /api/payment-links/:id/'),
    'where l.organization_id = ${organizationId} and ${where}\n',
    `where l.${all} and \${where}\n`,
  ),
  of(
    'tenancy',
    'src/selling/products/store.ts',
    'a product of another organization is read and changed',
    foreignId('PATCH /api/products/:id/'),
    'from products where organization_id = ${organizationId} and id = ${productId} ${lock}',
    `from products where ${all} and id = \${productId} \${lock}`,
  ),
  of(
    'tenancy',
    'src/selling/products/store.ts',
    'products of others are sold',
    'when a link is made',
    'from products where organization_id = ${organizationId} and id = any',
    `from products where ${all} and id = any`,
  ),
  of(
    'tenancy',
    'src/merchants/api-keys/store.ts',
    'keys of everybody are listed',
    foreignRows('GET /api/organization/api-keys/'),
    'from api_keys where organization_id = ${organizationId} order by id',
    `from api_keys where ${all} order by id`,
  ),
  of(
    'tenancy',
    'src/merchants/api-keys/store.ts',
    'a key of another organization is revoked',
    foreignId('POST /api/organization/api-keys/:id/revoke/'),
    'from api_keys where organization_id = ${organizationId} and ${match} for update',
    `from api_keys where ${all} and \${match} for update`,
  ),
  of(
    'tenancy',
    'src/merchants/accounts/store.ts',
    "somebody else's session is ended",
    foreignId('DELETE /api/auth/sessions/:id/'),
    'from sessions where id = ${sessionId} and user_id = ${userId} for update',
    'from sessions where id = ${sessionId} for update',
  ),
  of(
    'tenancy',
    'src/messaging/events/store.ts',
    'the feed shows events of everybody',
    foreignRows('GET /api/events/'),
    'where organization_id = ${organizationId} and mode = ${mode} and is_public and position',
    `where ${all} and mode = \${mode} and is_public and position`,
  ),
  of(
    'tenancy',
    'src/platform/audit/store.ts',
    'the audit log shows entries of everybody',
    foreignRows('GET /api/organization/audit-log/'),
    'sql`where organization_id = ${organizationId} and ${conditionOf(filter)} and ${where} ${tail}`',
    `sql\`where ${all} and \${conditionOf(filter)} and \${where} \${tail}\``,
  ),
  of(
    'tenancy',
    'src/paying/ledger/store.ts',
    'the books of everybody are shown',
    foreignRows('GET /api/organization/ledger/'),
    'from ledger_entries e where e.organization_id = ${organizationId} and e.mode',
    `from ledger_entries e where e.${all} and e.mode`,
  ),
  of(
    'modes',
    'src/paying/refunds/find-refunds.ts',
    'a key reads refunds of the other mode',
    'GET /api/refunds/:id/ is 404',
    "if (!row || (caller.kind === 'api-key' && row.mode !== caller.mode)) throw",
    'if (!row) throw',
  ),
  of(
    'modes',
    'src/paying/transactions/find-transactions.ts',
    'a key reads and refunds payments of the other mode',
    'POST /api/transactions/:id/refund/ is 404',
    "return row && !(caller.kind === 'api-key' && row.mode !== caller.mode) ? row : undefined;",
    'return row || undefined;',
  ),
  of(
    'modes',
    'src/paying/checkouts/find-checkouts.ts',
    'a key reads checkouts of the other mode',
    'GET /api/checkouts/:id/ is 404',
    "if (!row || (caller.kind === 'api-key' && row.mode !== caller.mode)) throw",
    'if (!row) throw',
  ),
  of(
    'modes',
    'src/messaging/events/list-events.ts',
    'a key pulls events of the mode it asks for',
    'GET /api/events/ lists nothing',
    'modeOf(caller, query.mode)',
    'query.mode ?? modeOf(caller, query.mode)',
  ),
];
