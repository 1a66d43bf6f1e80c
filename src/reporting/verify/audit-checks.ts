import type { IdPrefix } from '#platform/kit/ids.ts';
import type { Check } from './checks.ts';

const digits = '0123456789abcdefghjkmnpqrstvwxyz';

/** The public form of a UUID as SQL: what `formatId` writes. */
function publicId(prefix: IdPrefix, uuid: string): string {
  const isPrinted = prefix === 'RF' || prefix === 'TX';
  const text = `string_agg(substr('${digits}', 1 + substring(id.bits from 5 * place + 1 for 5)::bit(5)::integer, 1), '' order by place)`;
  return `(select ${isPrinted ? `'${prefix}' || upper(${text})` : `'${prefix}_' || ${text}`}
    from (select B'00' || ('x' || replace(${uuid}::text, '-', ''))::bit(128) as bits) id, generate_series(0, 25) place)`;
}

/**
 * From when on the log of an organization has to tell everything: from its beginning, where the log tells of that; else
 * the organization is older than the log, as in a database that was migrated from before there was one.
 */
const logBegins = (organizationId: string) => `coalesce(
      (select case action when 'organization.created' then '-infinity' else created_at end
        from audit_log where organization_id = ${organizationId} and sequence = 1),
      (select applied_at from schema_migrations where name = '0010_people.sql'), '-infinity')`;

/** Rows whose id, as `target`, no entry with one of these actions names; `also` is asked of the entry besides. */
function withoutEntry(
  rows: { table: string; prefix: IdPrefix; where?: string; columns?: readonly string[] },
  actions: readonly string[],
  options: { names?: string; also?: string; found: string },
): string {
  const columns = ['organization_id', 'id', ...(rows.columns ?? [])].join(', ');
  return `with change as materialized (
      select ${columns}, ${publicId(rows.prefix, 'id')} as target from ${rows.table} own where ${rows.where ?? 'true'} and own.created_at >= ${logBegins('own.organization_id')}
    )
    select c.target as subject, '${options.found}' as found from change c
    where not exists (
      select from audit_log a where a.organization_id = c.organization_id and a.action in (${actions.map((action) => `'${action}'`).join(', ')})
        and ${options.names ?? 'a.target_id'} = c.target and ${options.also ?? 'true'})`;
}

// Who came and who went, with the role that each entry leaves them with; none once they were taken out.
const teamEntries = `
  select distinct on (a.organization_id, person.id) a.organization_id, person.id as person,
    case a.action when 'organization.created' then 'owner' when 'team.role_changed' then a.details->>'to'
      when 'team.member_removed' then null when 'team.member_left' then null else a.details->>'role' end as role,
    bool_or(a.action in ('organization.created', 'team.member_joined')) over (partition by a.organization_id, person.id) as joined
  from audit_log a cross join lateral (
    select case when a.target_type = 'user' then a.target_id else a.actor_id end as id
  ) person
  where a.action in ('organization.created', 'team.member_joined', 'team.role_changed', 'team.member_removed', 'team.member_left')
  order by a.organization_id, person.id, a.sequence desc`;

/**
 * What is proven about who did what: everything that somebody asked for, and of which a row is kept, has the entry that
 * tells it. What a seeding made has none, and payment links are asked for their withdrawal only.
 */
export const auditChecks: readonly Check[] = [
  {
    name: 'Each refund that somebody asked for is in the audit log, with its amount and who it was',
    text: withoutEntry(
      {
        table: 'refunds',
        prefix: 'RF',
        where: 'requested_by is not null',
        columns: ['requested_by', 'amount_minor', 'currency'],
      },
      ['refund.created'],
      {
        also: `a.actor_id = c.requested_by and a.details->>'currency' = c.currency
          and (a.details->>'amount')::numeric * 100 = c.amount_minor`,
        found: 'no entry tells who asked for this refund',
      },
    ),
  },
  {
    name: 'Each API key is in the audit log as made',
    text: withoutEntry({ table: 'api_keys', prefix: 'key' }, ['api_key.created', 'api_key.rotated'], {
      found: 'no entry tells who made this key',
    }),
  },
  {
    name: 'Each API key that was revoked or replaced is in the audit log as such',
    text: `${withoutEntry(
      { table: 'api_keys', prefix: 'key', where: `status = 'revoked'` },
      ['api_key.revoked'],
      {
        found: 'no entry tells who revoked this key',
      },
    )} union all select * from (${withoutEntry(
      { table: 'api_keys', prefix: 'key', where: `status = 'rotated'` },
      ['api_key.rotated'],
      { names: `a.details->>'replaced'`, found: 'no entry tells who replaced this key' },
    )}) replaced`,
  },
  {
    name: 'Each member is in the audit log as joined, with the role that they have',
    text: `with member as materialized (
        select organization_id, role, ${publicId('usr', 'user_id')} as person from memberships own where own.created_at >= ${logBegins('own.organization_id')}
      ), told as materialized (${teamEntries})
      select m.person as subject, m.role || ' in the team, ' || coalesce(t.role, 'nobody') || ' in the log'
        || case when t.joined then '' else ' without having joined' end as found
      from member m left join told t on t.organization_id = m.organization_id and t.person = m.person
      where t.role is distinct from m.role or not t.joined`,
  },
  {
    name: 'Whoever joined and is no member any more is in the audit log as taken out or gone',
    text: `with member as materialized (
        select organization_id, ${publicId('usr', 'user_id')} as person from memberships
      ), told as materialized (${teamEntries})
      select t.person as subject, t.role || ' in the log, nobody in the team' as found
      from told t left join member m on m.organization_id = t.organization_id and m.person = t.person
      where t.role is not null and m.person is null`,
  },
  {
    name: 'Each open invitation is in the audit log',
    text: withoutEntry({ table: 'invitations', prefix: 'inv' }, ['team.member_invited'], {
      found: 'no entry tells who invited',
    }),
  },
  {
    name: 'Each session is in the audit log as a sign-in',
    text: withoutEntry({ table: 'sessions', prefix: 'ses' }, ['user.signed_in'], {
      found: 'no entry tells of this sign-in',
    }),
  },
  {
    name: 'Each product is in the audit log as made',
    text: withoutEntry({ table: 'products', prefix: 'prod' }, ['product.created'], {
      found: 'no entry tells who made this product',
    }),
  },
  {
    name: 'Each organization is in the audit log as made',
    text: `select ${publicId('org', 'o.id')} as subject, 'no entry tells of its beginning' as found from organizations o
      where o.created_at >= ${logBegins('o.id')}
        and not exists (select from audit_log a where a.organization_id = o.id and a.action = 'organization.created')`,
  },
  {
    name: 'Each payment link is withdrawn or not as the audit log says',
    text: `with told as materialized (
        select distinct on (organization_id, target_id) organization_id, target_id, action from audit_log
        where action in ('payment_link.deleted', 'payment_link.restored') order by organization_id, target_id, sequence desc
      )
      select l.id::text as subject, case when l.deleted_at is null then 'in use' else 'withdrawn' end || ', the last entry is '
        || coalesce(t.action, 'none') as found
      from payment_links l left join told t on t.organization_id = l.organization_id and t.target_id = l.id::text
      where (l.deleted_at is null or l.deleted_at >= ${logBegins('l.organization_id')}) and (l.deleted_at is not null) <> coalesce(t.action = 'payment_link.deleted', false)`,
  },
  {
    name: 'Each webhook endpoint is in the audit log, and each of its secrets that was replaced',
    text: `select e.organization_id::text || ' ' || e.mode as subject, 'no entry tells of ' || wanted.action as found
      from webhook_endpoints e cross join lateral (
        select 'webhook.updated' as action union all
        select 'webhook.secret_rotated' where e.previous_secret is not null
      ) wanted
      where e.created_at >= ${logBegins('e.organization_id')}
        and not exists (select from audit_log a where a.organization_id = e.organization_id and a.action = wanted.action
        and a.target_id = e.mode)`,
  },
];
