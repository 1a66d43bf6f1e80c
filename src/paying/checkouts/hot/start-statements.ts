import type { Statement } from '#platform/db/database.ts';
import { endsByClock } from '#selling/payment-links/ends-by-clock.ts';
import type { StoredAnswer } from '../idempotency.ts';
import { keptPlaces, lapsesOf } from './kept-places.ts';

/*
 * Starts checkouts of links: checks the link, takes places, writes checkout, idempotency key and event, in one
 * statement for all that wait. Writes checkouts, payment_link_places, idempotency_keys and events.
 *
 * The places of a limited link are checked and taken under the lock of its counter row (lock order: places, then
 * checkouts). What an address holds of it is counted in rows that others may just have written, and a statement sees
 * only what was committed before it began: so the lock is taken by a statement of its own, ahead in the same
 * transaction. It is known from earlier answers which links need that; one that is limited meanwhile says so and is
 * asked again. When room is short, the link's lapsed checkouts give theirs back first, so a place comes free by the
 * clock, whether or not any job runs. Links without a limit touch no shared row.
 *
 * Where places are short (fewer than an address may keep would stay free), an address that kept some for nothing waits, and
 * whoever it was that found all of them held is written down, so that a place goes to others first.
 *
 * Each table is read by the keys of the batch, given once more as arrays ($7, $8) or looked up row by row (offset 0):
 * a plan that was made while the tables were small must not read all of an organization once they are large.
 */

export type StartVerdict =
  | 'started'
  | 'replayed'
  | 'key_reuse'
  | 'not_found'
  | 'link_deleted'
  | 'link_inactive'
  | 'link_expired'
  | 'link_used_up'
  | 'link_fully_held'
  | 'address_limit'
  /** Places are short, and the address kept some for nothing: others come first. */
  | 'place_kept_for_others'
  /** The limit was taken away while this start waited for its place: the start is made again. */
  | 'limit_changed'
  /** Its link is limited, which was not known: it is made again under the lock of the link's places. */
  | 'not_locked'
  | 'organization_suspended'
  | 'amount_below_minimum'
  | 'amount_above_maximum';

export type JudgedRow = {
  verdict: StartVerdict;
  isLimited: boolean;
  expiresAt: Date;
  answer: StoredAnswer | null;
  minimum: bigint | null;
  maximum: bigint | null;
  isAccepted: boolean;
  isOverAddressLimit: boolean;
  isUsedUp: boolean | null;
  waitsUntil: Date | null;
};

export const startCheckouts: Statement = {
  name: 'start_checkouts',
  text: `with clock as (
      select date_trunc('milliseconds', now() + $2::double precision * interval '1 millisecond') as now
    ), judged as materialized (
      select request.*, coalesce(link.mode, request.mode) as final_mode, coalesce(link.pricing_mode, request."pricingMode") as pricing_mode,
        coalesce(request.metadata, link.metadata, '{}'::jsonb) as final_metadata, place.payment_link_id is not null as is_limited,
        clock.now, clock.now + request."timeToLiveSeconds" * interval '1 second' as expires_at, key.answer,
        case request.currency when 'USD' then organization.min_payment_usd_minor else organization.min_payment_eur_minor end as minimum,
        case request.currency when 'USD' then organization.max_payment_usd_minor else organization.max_payment_eur_minor end as maximum,
        case
          when key.scope is not null and key.body_hash <> decode(request."bodyHash", 'hex') then 'key_reuse'
          when key.scope is not null then 'replayed'
          when request."paymentLinkId" is not null and link.id is null then 'not_found'
          when link.deleted_at is not null then 'link_deleted'
          when not link.is_active then 'link_inactive'
          when link.expires_at <= clock.now then 'link_expired'
          when organization.status <> 'active' then 'organization_suspended'
          when request."totalMinor" < case request.currency when 'USD' then organization.min_payment_usd_minor else organization.min_payment_eur_minor end then 'amount_below_minimum'
          when request."totalMinor" > case request.currency when 'USD' then organization.max_payment_usd_minor else organization.max_payment_eur_minor end then 'amount_above_maximum'
          when place.payment_link_id is not null and request."addressHash" is not null and request."paymentLinkId" <> all($9::uuid[]) then 'not_locked'
          else 'started'
        end as verdict
      from (
        select row.*, row_number() over () as position
        from jsonb_to_recordset($3::jsonb) as row("checkoutId" uuid, "paymentLinkId" uuid, mode text, "pricingMode" text, "eventId" uuid, currency text,
        "subtotalMinor" bigint, "taxMinor" bigint, "totalMinor" bigint, "exchangeRate" jsonb, lines jsonb, billing jsonb,
        "payerEmail" text, "successUrl" text, "failedUrl" text, "cancelUrl" text, metadata jsonb, "clientReferenceId" text,
        utm jsonb, locale text, "addressHash" text, "timeToLiveSeconds" integer, "tokenKeyId" text, scope text, "bodyHash" text)
      ) request cross join clock
        join organizations organization on organization.id = $1
        left join payment_links link on link.organization_id = $1 and link.id = any($7::uuid[]) and link.id = request."paymentLinkId"
        left join payment_link_places place on place.organization_id = $1 and place.payment_link_id = any($7::uuid[]) and place.payment_link_id = request."paymentLinkId"
        left join idempotency_keys key on key.organization_id = $1 and key.scope = any($8::bytea[]) and key.scope = decode(request.scope, 'hex') and key.expires_at > clock.now
    ), possible as (
      select position, "paymentLinkId" as link_id, is_limited, "addressHash" as address_hash, "timeToLiveSeconds" as life_seconds
      from (
        select position, "paymentLinkId", "addressHash", is_limited, now, "timeToLiveSeconds",
          case when is_limited and "addressHash" is not null then row_number() over (partition by "paymentLinkId", "addressHash" order by position) end as rank_of_address
        from judged where verdict = 'started'
      ) judged
      where not is_limited or "addressHash" is null or rank_of_address + (
        select count(*) from checkouts held
        where held.organization_id = $1 and held.payment_link_id = judged."paymentLinkId" and held.address_hash = judged."addressHash"
          and held.status in ('open', 'processing') and held.has_place and (held.status = 'processing' or held.expires_at > judged.now)
      ) <= $6::integer
    ), wanted as (
      select link_id as id, count(*)::integer as count from possible where is_limited group by 1
    ), place as materialized (
      select place.payment_link_id as id, place.max_uses, place.used, place.held, wanted.count as wanted,
        place.asked_at, place.asked_address_hash, place.other_asked_at
      from payment_link_places place join wanted on wanted.id = place.payment_link_id
      where place.organization_id = $1 and place.payment_link_id = any($7::uuid[]) order by place.payment_link_id for update of place
    ), lapsed as (
      update checkouts set status = 'expired', has_place = false, closed_at = clock.now
      from clock
      where checkouts.organization_id = $1 and checkouts.id = any(array(
          select old.id from place cross join lateral (
            select old.id from checkouts old where old.organization_id = $1 and old.payment_link_id = place.id and old.status = 'open' and old.has_place
              and old.expires_at < now() + $2::double precision * interval '1 millisecond' - $4::integer * interval '1 millisecond' offset 0
          ) old where place.max_uses - place.used - place.held < place.wanted
        ))
        and checkouts.status = 'open' and checkouts.has_place
        and checkouts.expires_at < clock.now - $4::integer * interval '1 millisecond'
      returning checkouts.payment_link_id as id
    ), room as (
      select place.id, place.used >= place.max_uses as is_used_up, lapsed.count as lapsed,
        place.max_uses - place.used - place.held + lapsed.count as room, place.max_uses - place.used - place.held + lapsed.count - place.wanted < $6::integer as is_short,
        place.asked_at, place.asked_address_hash, place.other_asked_at
      from place cross join lateral (select count(*)::integer as count from lapsed where lapsed.id = place.id) lapsed
    ), patience as materialized (
      select asking.link_id, asking.address_hash, greatest(
          kept.ended_at + interval '1 minute' * ($10::integer[])[least(greatest(${lapsesOf('kept.seconds', 'asking.life_seconds')}, 1), cardinality($10::integer[]))],
          case when case when room.asked_address_hash is distinct from asking.address_hash then room.asked_at else room.other_asked_at end >= kept.begun_at
            then greatest(kept.ended_at, kept.promised_at + $4::integer * interval '1 millisecond') + interval '1 minute' * $11::integer end
        ) as waits_until
      from (select distinct link_id, address_hash, life_seconds from possible where is_limited and address_hash is not null) asking
        join room on room.id = asking.link_id and room.is_short and room.room > 0
        cross join clock
        cross join lateral (${keptPlaces({ organizationId: '$1', linkId: 'asking.link_id', addressHash: 'asking.address_hash', now: 'clock.now' })}) kept
    ), waiting as (
      select possible.position, patience.waits_until from possible cross join clock
        join patience on patience.link_id = possible.link_id and patience.address_hash = possible.address_hash
      where patience.waits_until > clock.now
    ), contender as (
      select possible.*, row_number() over (partition by possible.link_id order by possible.position) as rank
      from possible left join waiting using (position) where waiting.position is null
    ), accepted as (
      select contender.position, contender.link_id
      from contender left join room on room.id = contender.link_id
      where room.id is null and not contender.is_limited or contender.rank <= room.room
    ), refused as (
      select contender.link_id as id, (array_agg(contender.address_hash order by contender.position desc))[1] as address_hash,
        count(distinct contender.address_hash) > 1 as are_several
      from contender left join accepted using (position)
      where contender.is_limited and contender.address_hash is not null and accepted.position is null group by 1
    ), taken as (
      update payment_link_places set held = payment_link_places.held - room.lapsed + accepted.count, is_listed = false,
        asked_at = case when refused.id is null then room.asked_at else clock.now end,
        asked_address_hash = coalesce(refused.address_hash, room.asked_address_hash),
        other_asked_at = case when refused.are_several then clock.now
          when refused.address_hash <> room.asked_address_hash then room.asked_at else room.other_asked_at end
      from room left join refused on refused.id = room.id cross join clock
        cross join lateral (select count(*)::integer as count from accepted where accepted.link_id = room.id) accepted
      where payment_link_places.organization_id = $1 and payment_link_places.payment_link_id = room.id
    ), checkout as (
      insert into checkouts (organization_id, id, mode, payment_link_id, status, has_place, currency, pricing_mode, subtotal_minor,
        tax_minor, total_minor, exchange_rate, lines, billing, payer_email, success_url, failed_url, cancel_url, metadata,
        client_reference_id, utm, locale, address_hash, created_at, expires_at, due_at)
      select $1, "checkoutId", final_mode, "paymentLinkId", 'open', is_limited, currency, pricing_mode, "subtotalMinor", "taxMinor", "totalMinor",
        "exchangeRate", lines, billing, "payerEmail", "successUrl", "failedUrl", "cancelUrl", final_metadata,
        "clientReferenceId", utm, locale, case when is_limited then "addressHash" end, now, expires_at, expires_at + $4::integer * interval '1 millisecond'
      from judged join accepted using (position)
    ), key as (
      insert into idempotency_keys (organization_id, scope, body_hash, answer, created_at, expires_at)
      select $1, decode(scope, 'hex'), decode("bodyHash", 'hex'),
        jsonb_build_object('checkoutId', "checkoutId", 'expiresAt', expires_at, 'currency', currency, 'totalMinor', "totalMinor"::text, 'tokenKeyId', "tokenKeyId"),
        now, now + $5::integer * interval '1 millisecond'
      from judged join accepted using (position) where scope is not null
    ), event as (
      insert into events (organization_id, id, mode, type, is_public, checkout_id, payment_link_id, body, created_at)
      select $1, "eventId", final_mode, 'checkout.started', false, "checkoutId", "paymentLinkId", '{}', now from judged join accepted using (position)
    )
    select judged.verdict, judged.is_limited as "isLimited", judged.expires_at as "expiresAt", judged.answer, judged.minimum, judged.maximum,
      accepted.position is not null as "isAccepted", possible.position is null as "isOverAddressLimit", room.is_used_up as "isUsedUp",
      waiting.waits_until as "waitsUntil"
    from judged
      left join possible on possible.position = judged.position
      left join accepted on accepted.position = judged.position
      left join waiting on waiting.position = judged.position
      left join room on room.id = judged."paymentLinkId"
    order by judged.position`,
};

export const lockPlaces: Statement = {
  name: 'lock_places_to_start',
  text: `select payment_link_id from payment_link_places
    where organization_id = $1 and payment_link_id = any($2::uuid[]) order by payment_link_id for update`,
};

export const releaseTimes: Statement = {
  name: 'release_times',
  text: `select payment_link_id as id, min(expires_at) + $3::integer * interval '1 millisecond' as "releaseAt" from checkouts
    where organization_id = $1 and payment_link_id = any($2::uuid[]) and ${endsByClock('checkouts')} and has_place group by payment_link_id`,
};

export const forgetExpiredKey: Statement = {
  name: 'forget_expired_key',
  text: `delete from idempotency_keys where organization_id = $1 and scope = decode($2, 'hex')
    and expires_at <= now() + $3::double precision * interval '1 millisecond'`,
};

export const findCheckout: Statement = {
  name: 'find_started_checkout',
  text: `select expires_at as "expiresAt" from checkouts where organization_id = $1 and id = $2`,
};
