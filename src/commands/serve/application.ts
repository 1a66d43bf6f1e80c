import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { explainDatabaseFailure } from '#commands/command-line/database-failure.ts';
import type { Config } from '#platform/config/config.ts';
import type { Context } from '#platform/context.ts';
import type { Connection } from '#platform/db/database.ts';
import { UnsuitableDatabase } from '#platform/db/locale.ts';
import { FixedKeyLost } from '#platform/fixed-key/fixed-key.ts';
import { type Clock, systemClock } from '#platform/kit/clock.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import { listenFailure, StartFailure } from './start-failure.ts';

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
  readonly buildFolder: string;
}) => Promise<Application>;

// The running file is `build/server/main.js`; what browsers fetch lies beside that folder.
const buildFolder = fileURLToPath(new URL('..', import.meta.url));

/** Puts the house together on its database, migrated. */
export async function createApplication(
  createApp: CreateApplication,
  parts: { config: Config; connection: Connection; log: Logger },
): Promise<Application> {
  try {
    return await createApp({ ...parts, clock: systemClock, version: packageJson.version, buildFolder });
  } catch (error) {
    if (error instanceof FixedKeyLost || error instanceof UnsuitableDatabase)
      throw new StartFailure(error.message, { cause: error });
    const sentence = parts.config.databaseUrl && explainDatabaseFailure(error);
    throw sentence ? new StartFailure(sentence, { cause: error }) : error;
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
