import cluster, { type Worker } from 'node:cluster';
import { fileURLToPath } from 'node:url';
import type { Config } from '#platform/config/config.ts';
import { type CreateApplication, createApplication } from './application.ts';
import { greet } from './greet.ts';
import { openStorage } from './open-storage.ts';
import type { Life } from './run-process.ts';
import { StartFailure } from './start-failure.ts';
import type { WorkerReport, WorkOrder } from './worker-messages.ts';

const pauseBeforeRestartMs = 1_000;
const longestWorkerEndMs = 25_000;

/** The first of several processes: it owns the bundled database and keeps the workers at work. */
export async function runPrimary(createApp: CreateApplication, config: Config, life: Life): Promise<void> {
  const { log, closers, checkPoint } = life;
  const storage = await openStorage(config, log);
  closers.add('the database', storage.close);
  checkPoint();
  // Before there are workers: migrations and the demo happen once.
  const application = await createApplication(createApp, { ...storage, log });
  const greeting = await greet(application.context).finally(() => application.stop());
  checkPoint();
  const { port, publicUrl, dataDir } = storage.config;
  const order = { connection: storage.connection, settings: { port, publicUrl, dataDir } };
  closers.add('the workers', stopWorkers);
  await startWorkers(config.workers, order, life);
  checkPoint();
  greeting.say();
}

/** Resolves when all of them take requests; from then on one that dies is replaced. */
function startWorkers(count: number, order: WorkOrder, { log, ending }: Life): Promise<void> {
  cluster.setupPrimary({ exec: fileURLToPath(import.meta.url), execArgv: ['--enable-source-maps'] });
  const ready = new Set<number>();
  return new Promise((resolve, reject) => {
    void ending.asked.then(() => resolve());
    const hear = (worker: Worker, message: WorkerReport) => {
      if (message.kind === 'failed') reject(new StartFailure(message.sentences));
      if (message.kind === 'waiting') worker.send(order);
      if (message.kind === 'ready' && ready.add(worker.id).size === count) resolve();
    };
    const employ = () => {
      const worker = cluster.fork();
      worker.on('message', (message: WorkerReport) => hear(worker, message));
    };
    cluster.on('exit', (worker, code, signal) => {
      if (ending.isAsked()) return;
      log.error({ worker: worker.id, code, signal }, 'a worker ended');
      // One that never got ready would not get ready the next time either.
      if (!ready.has(worker.id) && ready.size < count) {
        reject(new Error(`Worker ${worker.id} ended before it was ready.`));
      } else {
        setTimeout(() => ending.isAsked() || employ(), pauseBeforeRestartMs);
      }
    });
    for (let started = 0; started < count; started++) employ();
  });
}

/** The workers finish their requests; one that does not end in time is ended. */
async function stopWorkers(): Promise<void> {
  const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
  const ends = workers.map((worker) => new Promise<void>((resolve) => worker.once('exit', () => resolve())));
  for (const worker of workers) worker.process.kill('SIGTERM');
  const late = setTimeout(() => {
    for (const worker of workers) worker.process.kill('SIGKILL');
  }, longestWorkerEndMs);
  await Promise.all(ends);
  clearTimeout(late);
}
