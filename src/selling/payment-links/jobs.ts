import type { Context } from '#platform/context.ts';
import type { Job } from '#platform/jobs/loop.ts';
import { getStoredLink } from './find-payment-links.ts';
import { claimUnlisted, markListed, updateListed } from './listed-store.ts';
import { claimStatusDue } from './store.ts';
import { tellLinkStatus } from './tell-link-status.ts';

const batch = 50;
const listedAtOnce = 500;

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

/**
 * Keeps what lists of links are sorted by where an index can be on it. Lists never wait for that: what changed since
 * they take from the rows themselves.
 */
export const listChangedLinksJob: Job<Context> = {
  name: 'list-changed-links',
  pollIntervalMs: 5_000,
  runDue: (context) =>
    context.database.transaction(async (tx) => {
      const changed = await claimUnlisted(tx, listedAtOnce);
      if (changed.length === 0) return 0;
      await markListed(tx, changed);
      await updateListed(tx, changed);
      // Links that buyers change right now stay behind; their turn is at the next poll.
      return changed.length < listedAtOnce ? 0 : changed.length;
    }),
};

export const paymentLinkJobs: readonly Job<Context>[] = [tellLinkStatusJob, listChangedLinksJob];
