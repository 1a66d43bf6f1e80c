import type { Context } from '#platform/context.ts';
import type { Job } from '#platform/jobs/loop.ts';
import { verify } from './verify.ts';

const dayMs = 86_400_000;
// In the small hours of UTC, when fewest people pay.
const hourOfDay = 3;

/** Proves the books every night and says so in the log, loudly when something is wrong. */
export function nightlyVerifyJob(): Job<Context> {
  let lastDay = -1;
  return {
    name: 'nightly-verify',
    pollIntervalMs: 60_000,
    runDue: async (context) => {
      const now = context.clock.now();
      const day = Math.floor(now.getTime() / dayMs);
      if (lastDay === day || now.getUTCHours() !== hourOfDay) return 0;
      lastDay = day;
      const { checksDone, findings } = await verify(context, undefined, context.config.encryptionKeys);
      if (findings.length > 0) context.log.error({ findings }, 'verify found violations');
      else context.log.info({ checks: checksDone }, 'verify found nothing wrong');
      return 0;
    },
  };
}
