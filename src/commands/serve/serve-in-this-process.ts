import type { Config } from '#platform/config/config.ts';
import { type CreateApplication, createApplication, startApplication } from './application.ts';
import { greet } from './greet.ts';
import { openStorage } from './open-storage.ts';
import type { Life } from './run-process.ts';

/** One process that does everything: the database's supervisor, requests and due work. */
export async function serveInThisProcess(
  createApp: CreateApplication,
  config: Config,
  { log, closers, checkPoint }: Life,
): Promise<void> {
  const storage = await openStorage(config, log);
  closers.add('the database', storage.close);
  checkPoint();
  const application = await createApplication(createApp, { ...storage, log });
  closers.add('the server', application.stop);
  checkPoint();
  const greeting = await greet(application.context);
  checkPoint();
  await startApplication(application);
  greeting.say();
}
