import { createRowMaker } from '#commands/seed/payment-rows.ts';
import type { SeedLink } from '#commands/seed/plan.ts';
import { createRandom } from '#commands/seed/random.ts';
import { writePayments } from '#commands/seed/write-payments.ts';
import type { Organization } from '#merchants/organizations/organization.ts';
import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { addDays, dayOf, startOfDay } from '#platform/kit/days.ts';
import { writeViews } from '#selling/link-views/write-views.ts';
import { offerIn } from '#selling/payment-links/payment-link.ts';
import type { PaymentLink } from '#selling/payment-links/stored-link.ts';
import { demoDays, viewsOfPaid } from './demo.ts';

const minuteMs = 60_000;
const randomSeed = 20_260_101;

/**
 * A step: writes the sample payments of the demo's week, and the views that came before them, as if buyers had been
 * there. They are sandbox payments that the rules for buyers decided; no mail and no webhook tells anybody of them.
 *
 * @param links those of the demo, in its order
 */
export async function writeSamplePayments(
  tx: Handle,
  context: Context,
  organization: Organization,
  links: readonly PaymentLink[],
): Promise<void> {
  const { id: organizationId, pricingMode, timeZone } = organization;
  const today = dayOf(context.clock.now(), timeZone);
  const samples = demoDays.flatMap(({ daysAgo, payments }) => {
    const startMs = startOfDay(addDays(today, -daysAgo), timeZone).getTime();
    return payments.map(({ link, minute }) => ({ link, startedAt: new Date(startMs + minute * minuteMs) }));
  });
  const plan = {
    links: links.map(seedLink),
    linkOfPayment: Uint32Array.from(samples.map(({ link }) => link)),
    startsAt: (index: number) => (samples[index] as (typeof samples)[number]).startedAt,
  };
  const makeRow = createRowMaker(organization, plan, createRandom(randomSeed));
  const rows = samples.map((_, index) => makeRow(index));
  await writePayments(context.database, { organizationId, pricingMode }, rows);
  await writeViews(
    tx,
    samples.map(({ link, startedAt }) => ({
      organizationId,
      linkId: (links[link] as PaymentLink).id,
      day: dayOf(startedAt, timeZone),
      views: viewsOfPaid,
    })),
  );
}

function seedLink({
  id,
  name,
  currency,
  lines,
  pricingMode,
  createdAt,
  expiresAt,
  isActive,
  maxUses,
}: PaymentLink): SeedLink {
  const offer = offerIn(lines, currency, pricingMode);
  const offers = offer ? { [currency]: offer } : {};
  return {
    id,
    name,
    createdAt,
    expiresAt,
    isActive,
    maxUses,
    offer: { currency, lines, offers },
  };
}
