import type { MessagingContext } from '#messaging/context.ts';
import { createRelay } from '#messaging/events/relay-events.ts';
import { type JobLoop, startJobs } from '#platform/jobs/loop.ts';
import { createDeliveryMachine } from './delivery-machine.ts';

/**
 * Starts what tells merchants' servers: the relay that orders committed events, and the machine that sends them. Each
 * wakes the next one directly, so that the other jobs of the instance are left alone.
 */
export function startDeliveries(context: MessagingContext): JobLoop {
  const log = {
    error: (fields: Record<string, unknown>, message: string) => context.log.error(fields, message),
  };
  const machine = createDeliveryMachine(context, () => sending.wake());
  const relay = createRelay(() => sending.wake());
  const sending = startJobs(context, [machine.job], log);
  const relaying = startJobs(context, [relay.job], log);
  return {
    wake: (...names) => {
      relaying.wake(...names);
      sending.wake(...names);
    },
    stop: async () => {
      await relaying.stop();
      await relay.release(context).catch((error) => log.error({ err: error }, 'the relay was not released'));
      await sending.stop();
      await machine.stop();
    },
  };
}
