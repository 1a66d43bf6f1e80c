import type { Context } from '#platform/context.ts';
import type { Job } from '#platform/jobs/loop.ts';
import { getStoredLink } from './find-payment-links.ts';
import { claimStatusDue } from './store.ts';
import { tellLinkStatus } from './tell-link-status.ts';

const batch = 50;

/** Tells of links that expired or were used up. Buyers see it from the clock; this is for merchants' servers. */
const tellLinkStatusJob: Job<Context> = {
  name: 'tell-link-status',
  pollIntervalMs: 1_000,
  runDue: (context) =>
    context.database.transaction(async (tx) => {
      const due = await claimStatusDue(tx, batch, context.clock.offsetMs);
      for (const { organizationId, id } of due) {
        await tellLinkStatus(tx, context, await getStoredLink(tx, context, organizationId, id));
      }
      return due.length;
    }),
};

export const paymentLinkJobs: readonly Job<Context>[] = [tellLinkStatusJob];
