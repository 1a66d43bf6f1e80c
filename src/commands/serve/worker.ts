import type { Worker } from 'node:cluster';
import { once } from 'node:events';
import type { Config } from '#platform/config/config.ts';
import { type CreateApplication, createApplication, startApplication } from './application.ts';
import { createLog } from './create-log.ts';
import { withSecrets } from './open-storage.ts';
import { type Life, runProcess } from './run-process.ts';
import type { WorkerReport, WorkOrder } from './worker-messages.ts';

/** One of several processes that share the port. Due work is claimed by rows, so all of them do it. */
export async function runWorker(
  createApp: CreateApplication,
  config: Config,
  worker: Worker,
): Promise<number> {
  const report = (message: WorkerReport) => void worker.send(message);
  const log = createLog({ level: config.logLevel, base: { worker: worker.id } });
  return runProcess(
    log,
    (life) => start(createApp, config, worker, report, life),
    (sentences) => report({ kind: 'failed', sentences }),
  );
}

async function start(
  createApp: CreateApplication,
  config: Config,
  worker: Worker,
  report: (message: WorkerReport) => void,
  { log, ending, closers, checkPoint }: Life,
): Promise<void> {
  // Without the first process there is no database to count on, and nobody to stop this one.
  worker.on('disconnect', () => ending.ask(0));
  const ordered = once(worker, 'message');
  report({ kind: 'waiting' });
  const [order] = (await Promise.race([ordered, ending.asked.then(() => [])])) as [WorkOrder];
  checkPoint();
  const whole = { ...config, ...order.settings };
  const application = await createApplication(createApp, {
    config: config.databaseUrl === undefined ? withSecrets(whole) : whole,
    connection: order.connection,
    log,
  });
  closers.add('the server', application.stop);
  checkPoint();
  await startApplication(application);
  report({ kind: 'ready' });
}
