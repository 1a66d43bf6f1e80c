import { getOrganization } from '#merchants/organizations/find-organization.ts';
import { checkBounds, type Organization } from '#merchants/organizations/organization.ts';
import { showBranding, showLegal } from '#merchants/organizations/show-organization.ts';
import type { Context } from '#platform/context.ts';
import { notFound } from '#platform/contract/errors.ts';
import type { PreviewAnswer } from '#platform/contract/payment-links.ts';
import { coalesce } from '#platform/db/coalesce.ts';
import type { Database } from '#platform/db/database.ts';
import { type KeptForms, keepForms } from '#platform/http/kept-forms.ts';
import { assert } from '#platform/kit/assert.ts';
import { type BoundedCache, createBoundedCache, onePer } from '#platform/kit/bounded-cache.ts';
import { isUuid } from '#platform/kit/ids.ts';
import { shareRuns } from '#platform/kit/share-runs.ts';
import { formatInstant } from '#platform/kit/time.ts';
import type { ExchangeRate } from '#selling/exchange-rates/exchange-rate.ts';
import { findRate } from '#selling/exchange-rates/find-rate.ts';
import { type ConvertedOffer, needsRate, offersToBuyers } from './converted-offer.ts';
import { findLinkSnapshot } from './find-link-snapshot.ts';
import { type LinkStatus, unavailableProblem } from './payment-link.ts';
import { type Availability, availabilityOf, type PreviewRow, renderKey } from './preview.ts';
import { showOffer, showSums } from './show-payment-link.ts';
import { selectPreviews } from './store.ts';
import type { LinkSnapshot } from './stored-link.ts';

/** Everything a page about a link can show. */
export type Preview = Availability & {
  readonly snapshot: LinkSnapshot;
  readonly organization: Organization;
  /** In every currency in which a buyer may pay. */
  readonly offers: readonly ConvertedOffer[];
  readonly expiresAt: Date | null;
};

/**
 * The public preview as bytes, rendered once for each state that it can be in. The state is read for every
 * request, so what is kept is exact in every instance.
 *
 * @throws 404 for an unknown link, 410 for one that cannot be paid
 */
export async function renderPreview(context: Context, linkId: string): Promise<KeptForms> {
  const found = await findPreview(context, linkId);
  const { kept, share } = renderedOf(context.database);
  return kept.get(found.key) ?? share(found.key, () => renderAndKeep(found, kept));
}

async function renderAndKeep(found: FoundPreview, kept: BoundedCache<KeptForms>): Promise<KeptForms> {
  const preview = await found.read();
  const body = Buffer.from(JSON.stringify(showPreview(preview)));
  const rendered = keepForms(body, { 'content-type': 'application/json; charset=utf-8' });
  if (found.isOf(preview)) kept.set(found.key, rendered);
  return rendered;
}

/** A link that can be paid now, known by its state before its content is read. */
export type FoundPreview = {
  readonly status: 'active';
  /** Names everything that its content depends on: two with the same key show the same. */
  readonly key: string;
  readonly remainingUses: number | null;
  read(): Promise<Preview>;
  /** Whether the content is that of the key: somebody may have changed the organization between the two reads. */
  isOf(preview: Preview): boolean;
};

/** A link that cannot be paid now, known in the same way. */
export type UnavailableLink = {
  readonly status: Exclude<LinkStatus, 'active'>;
  readonly key: string;
  readonly expiresAt: Date | null;
  read(): Promise<LinkOwner>;
  isOf(owner: LinkOwner): boolean;
};

/** Whose link it is, for those who cannot pay it any more. */
export type LinkOwner = { readonly snapshot: LinkSnapshot; readonly organization: Organization };

/**
 * What a link is right now, for whoever keeps what they render of it by its key.
 *
 * @throws 404 for an unknown link
 */
export async function findLink(context: Context, linkId: string): Promise<FoundPreview | UnavailableLink> {
  const found = isUuid(linkId) ? await findTogetherOf(context)(linkId) : undefined;
  if (!found) throw notFound('payment link');
  return found;
}

async function findPreview(context: Context, linkId: string): Promise<FoundPreview> {
  const found = await findLink(context, linkId);
  if (found.status !== 'active') throw unavailableProblem(found.status);
  return found;
}

/** The same as data. */
export async function previewPaymentLink(context: Context, linkId: string): Promise<Preview> {
  return (await findPreview(context, linkId)).read();
}

/** The preview on the wire: never the internal name, metadata, creator, limit or statistics. */
export function showPreview(preview: Preview): PreviewAnswer {
  const { snapshot, organization } = preview;
  return {
    id: snapshot.id,
    organization: {
      name: organization.name,
      ...showLegal(organization),
      website: organization.website,
      branding: showBranding(organization),
    },
    ...showOffer(snapshot.lines, snapshot.currency, snapshot.pricingMode),
    totals: Object.fromEntries(preview.offers.map(({ offer }) => [offer.currency, showSums(offer)])),
    currencies: preview.offers.map(({ offer }) => offer.currency),
    expires_at: preview.expiresAt && formatInstant(preview.expiresAt),
    remaining_uses: preview.remainingUses,
    release_at: preview.releaseAt && formatInstant(preview.releaseAt),
    mode: snapshot.mode,
  };
}

const renderedOf = onePer((_database: Database) => ({
  kept: createBoundedCache<KeptForms>(5_000),
  // When the state of a link changes, all who look at it miss what was kept, at once.
  share: shareRuns<KeptForms>(),
}));

/** All previews that wait share one statement, and those of the same link what is made of its answer. */
const findTogetherOf = onePer((context: Context) =>
  coalesce<string, FoundPreview | UnavailableLink | undefined>({
    groupOf: () => 'previews',
    runBatch: async (linkIds) => {
      const rows = await selectPreviews(context.database, [...new Set(linkIds)], context.clock.offsetMs);
      const found = await Promise.all(rows.map((row) => judge(context, row)));
      const byId = new Map(rows.map((row, index) => [row.id, found[index]]));
      return linkIds.map((linkId) => byId.get(linkId));
    },
    // Its own trip to the database costs more than the rest of a preview, so it is shared by all who come just now.
    gatherTurns: 10,
    // Only the database can fail here, and it fails for all alike.
    repeatSingly: () => false,
  }),
);

async function judge(context: Context, row: PreviewRow): Promise<FoundPreview | UnavailableLink> {
  const availability = availabilityOf(row);
  const { status, remainingUses } = availability;
  const isOf = ({ organization }: LinkOwner) => organization.version === row.organizationVersion;
  if (status !== 'active') {
    const key = [row.id, row.version, row.organizationVersion, status].join(':');
    return { status, key, expiresAt: row.expiresAt, read: () => readOwner(context, row), isOf };
  }
  const rate = await rateFor(context, row.id);
  return {
    status,
    key: renderKey(row, availability, rate),
    remainingUses,
    read: () => readContent(context, row, availability, rate),
    isOf,
  };
}

async function readOwner(context: Context, row: PreviewRow): Promise<LinkOwner> {
  const snapshot = await findLinkSnapshot(context, row.id);
  assert(snapshot, `The link ${row.id} was there a moment ago, and links are never removed.`);
  const organization = await context.database.transaction((tx) => getOrganization(tx, row.organizationId));
  return { snapshot, organization };
}

/** The rate that the link's prices are converted by; none is read for a link with prices of its own throughout. */
async function rateFor(context: Context, linkId: string): Promise<ExchangeRate | undefined> {
  const snapshot = await findLinkSnapshot(context, linkId);
  return snapshot && needsRate(snapshot.lines) ? findRate(context) : undefined;
}

async function readContent(
  context: Context,
  row: PreviewRow,
  availability: Availability,
  rate: ExchangeRate | undefined,
): Promise<Preview> {
  const { snapshot, organization } = await readOwner(context, row);
  const offers = offersToBuyers(
    snapshot,
    rate,
    (totalMinor, currency) => !checkBounds(totalMinor, currency, organization),
  );
  return { ...availability, snapshot, organization, offers, expiresAt: row.expiresAt };
}
