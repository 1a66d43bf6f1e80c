import { type Command, CommandError, UsageError } from '#commands/command-line/command.ts';
import { getOrganization } from '#commands/command-line/get-organization.ts';
import { readWholeNumber } from '#commands/command-line/read-options.ts';
import type { Organization } from '#merchants/organizations/organization.ts';
import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { monotonicMs } from '#platform/kit/clock.ts';
import { formatId, uuidv7 } from '#platform/kit/ids.ts';
import { recountDays } from '#reporting/figures/close-days.ts';
import { createProduct } from '#selling/products/create-product.ts';
import { makeOffers, seedProducts } from './offers.ts';
import { createRowMaker } from './payment-rows.ts';
import { makePlan, type Plan, type SeedLink } from './plan.ts';
import { createRandom } from './random.ts';
import { analyze, findOrganizationIds, findOwnerId, insertLinks, insertPayments } from './store.ts';

const most = 10_000_000;
const batchSize = 4_000;
const randomSeed = 20_260_101;

export const seed: Command = {
  name: 'seed',
  about:
    'Fills an organization with sandbox links and paid payments of the last three months, for trying out.',
  options: {
    links: { placeholder: 'number', about: 'How many payment links', isRequired: true },
    payments: {
      placeholder: 'number',
      about: 'How many payments, spread over those links',
      isRequired: true,
    },
    organization: { placeholder: 'organization', about: 'Id (org_…); default: the only one there is' },
  },
  run: async ({ context }, { options, say, tellProgress }) => {
    const links = readWholeNumber(options.links as string, '--links', 0, most);
    const payments = readWholeNumber(options.payments as string, '--payments', 0, most);
    if (payments > 0 && links === 0) throw new UsageError('Payments need links: give --links 1 or more.');
    const seller = await findSeller(context, options.organization);
    const startedMs = monotonicMs();
    const plan = await planFor(context, seller.organization, { links, payments });
    await inBatches(plan.links, 'links', tellProgress, (batch) => writeLinks(context, seller, batch));
    await writePayments(context, seller.organization, plan, tellProgress);
    await context.database.transaction((tx) => recountDays(tx, seller.organization.id));
    await analyze(context.database);
    const seconds = ((monotonicMs() - startedMs) / 1000).toFixed(1);
    const id = formatId('org', seller.organization.id);
    say(`${links} links and ${payments} payments in ${seconds} s, for ${seller.organization.name} (${id}).`);
  },
};

type Seller = { readonly organization: Organization; readonly ownerId: string };

async function findSeller({ database }: Context, wanted: string | undefined): Promise<Seller> {
  const { handle } = database;
  const organization = await getOrganization(handle, wanted ?? (await findOnlyOrganization(handle)));
  const ownerId = await findOwnerId(handle, organization.id);
  if (ownerId) return { organization, ownerId };
  throw new CommandError('This organization has no owner, in whose name links could be made.');
}

async function findOnlyOrganization(handle: Handle): Promise<string> {
  const [first, second] = await findOrganizationIds(handle);
  if (!first) throw new CommandError('There is no organization yet: make one with `organization create`.');
  if (second) throw new CommandError('There are several organizations: name one with --organization.');
  return formatId('org', first);
}

async function planFor(
  context: Context,
  organization: Organization,
  size: { links: number; payments: number },
): Promise<Plan> {
  const caller = { organizationId: organization.id };
  const products = await Promise.all(seedProducts.map((product) => createProduct(context, caller, product)));
  const offers = makeOffers(createRandom(randomSeed), organization, products);
  if (offers.length === 0)
    throw new CommandError(
      'The bounds of this organization leave no room for usual prices: widen them first.',
    );
  return makePlan(size, offers, context.clock.now());
}

async function writeLinks(context: Context, seller: Seller, links: readonly SeedLink[]): Promise<void> {
  const { organization, ownerId } = seller;
  const changedBy = formatId('usr', ownerId);
  const withEvents = links.map((link) => ({
    ...link,
    eventId: uuidv7(link.createdAt),
    eventBody: JSON.stringify({
      payment_link_id: link.id,
      change: 'created',
      fields: [],
      changed_by: changedBy,
    }),
  }));
  const { id: organizationId, pricingMode } = organization;
  await insertLinks(context.database, { organizationId, ownerId, pricingMode }, withEvents);
}

/** While the database writes one batch, the next is made. */
async function writePayments(
  context: Context,
  organization: Organization,
  plan: Plan,
  tellProgress: (text: string) => void,
): Promise<void> {
  const makeRow = createRowMaker(organization, plan, createRandom(randomSeed));
  const seller = { organizationId: organization.id, pricingMode: organization.pricingMode };
  let writing = Promise.resolve();
  await inBatches(plan.linkOfPayment, 'payments', tellProgress, async (batch, first) => {
    const rows = Array.from(batch, (_, index) => makeRow(first + index));
    await writing;
    writing = insertPayments(context.database, seller, rows);
    // Looked at when the next batch, or the end, waits for it.
    writing.catch(() => undefined);
  });
  await writing;
}

async function inBatches<List extends { readonly length: number; slice(start: number, end: number): List }>(
  list: List,
  what: string,
  tellProgress: (text: string) => void,
  write: (batch: List, first: number) => Promise<void>,
): Promise<void> {
  const everyTenth = Math.max(1, Math.ceil(list.length / batchSize / 10)) * batchSize;
  for (let first = 0; first < list.length; first += batchSize) {
    await write(list.slice(first, first + batchSize), first);
    const done = Math.min(first + batchSize, list.length);
    if (done % everyTenth === 0 || done === list.length) tellProgress(`${done} of ${list.length} ${what}`);
  }
}
