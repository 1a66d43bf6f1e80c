import type { Logger } from 'pino';
import type { Config } from '#platform/config/config.ts';
import type { Context } from '#platform/context.ts';
import type { Connection } from '#platform/db/database.ts';
import { type Clock, systemClock } from '#platform/kit/clock.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import { databaseFailure, listenFailure } from './explain-failure.ts';

/** What the composition root puts together, as far as a process has to know it. */
export type Application = {
  readonly context: Context;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** `createApp` of the composition root, handed down by the entry: this wing stands below it. */
export type CreateApplication = (options: {
  readonly config: Config;
  readonly connection: Connection;
  readonly clock: Clock;
  readonly log: Logger;
  readonly version: string;
}) => Promise<Application>;

/** Puts the house together on its database, migrated. */
export async function createApplication(
  createApp: CreateApplication,
  parts: { config: Config; connection: Connection; log: Logger },
): Promise<Application> {
  try {
    return await createApp({ ...parts, clock: systemClock, version: packageJson.version });
  } catch (error) {
    throw parts.config.databaseUrl === undefined ? error : databaseFailure(error);
  }
}

/** Opens the doors. */
export async function startApplication(application: Application): Promise<void> {
  try {
    await application.start();
  } catch (error) {
    throw listenFailure(error, application.context.config);
  }
}
