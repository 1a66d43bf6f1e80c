import type { Logger } from 'pino';
import type { Config } from '#platform/config/config.ts';
import { loadOrCreateSecrets, withStoredSecrets } from '#platform/config/secrets.ts';
import { startBundledPostgres } from '#platform/db/bundled/bundled-postgres.ts';
import { resolveDataDir } from '#platform/db/bundled/data-folder.ts';
import type { Connection } from '#platform/db/database.ts';
import { StartFailure } from './start-failure.ts';

/** The database of a server, and the config with the keys that belong to it. */
export type Storage = {
  readonly config: Config;
  readonly connection: Connection;
  close(): Promise<void>;
};

/** What an unconfigured bundled PostgreSQL allows; some are left for operator commands. */
const bundledConnections = 200;
const sparedConnections = 20;

/**
 * Starts the bundled PostgreSQL, or takes the one of `DATABASE_URL`.
 *
 * @throws BundledPostgresError, with a sentence for people, e.g. when another server uses the data folder
 */
export async function openStorage(config: Config, log: Logger): Promise<Storage> {
  if (config.databaseUrl !== undefined) {
    const connection = { connectionString: config.databaseUrl };
    return { config, connection, close: async () => {} };
  }
  const dataDir = resolveDataDir(config.dataDir, { explicit: config.dataDirIsExplicit });
  const postgres = await startBundledPostgres({
    dataDir,
    log: (message) => log.warn(message),
    settings: connectionSettings(config),
  });
  if (postgres.reused) log.warn('The last server ended without stopping; its database runs on and is used.');
  try {
    return {
      config: withSecrets({ ...config, dataDir }),
      connection: postgres.connection,
      close: () => postgres.stop(),
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** The config with keys from its data folder, wherever the environment gave none. */
export function withSecrets(config: Config): Config {
  try {
    return withStoredSecrets(config, loadOrCreateSecrets(config.dataDir));
  } catch (error) {
    throw new StartFailure((error as Error).message, { cause: error });
  }
}

function connectionSettings({ workers, databasePool }: Config): Record<string, string> {
  const wanted = workers * databasePool + sparedConnections;
  return wanted > bundledConnections ? { max_connections: String(wanted) } : {};
}
