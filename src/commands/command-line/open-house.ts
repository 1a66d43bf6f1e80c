import { pino } from 'pino';
import { type Config, loadConfig } from '#platform/config/config.ts';
import { readEnvironment } from '#platform/config/environment.ts';
import { attachBundledPostgres } from '#platform/db/bundled/bundled-postgres.ts';
import { resolveDataDir } from '#platform/db/bundled/data-folder.ts';
import { type Connection, openDatabase } from '#platform/db/database.ts';
import { isMigrated } from '#platform/db/migrate.ts';
import { systemClock } from '#platform/kit/clock.ts';
import { createOutbound } from '#platform/net/outbound.ts';
import { CommandError, type House } from './command.ts';
import { program } from './help.ts';

export type OpenHouse = House & { close(): Promise<void> };

const poolSize = 4;

/** Opens the database for a command: that of the running server, or one that runs just for the command. */
export async function openHouse({ mustBeMigrated }: { mustBeMigrated: boolean }): Promise<OpenHouse> {
  const config = loadConfig(readEnvironment());
  const { connection, stop } = await connect(config);
  const database = openDatabase({ connection, poolSize, prepared: config.databasePrepared });
  const close = async () => {
    await database.close();
    // A pool that only gave connections to others than its own builder is left open by that.
    if (!database.pool.ended) await database.pool.end();
    await stop();
  };
  try {
    await database.ping();
    if (mustBeMigrated) await requireMigrated(database.pool);
  } catch (error) {
    await close();
    throw error;
  }
  const log = pino({ level: 'silent' });
  const outbound = createOutbound({ allowPrivate: config.webhookAllowPrivate });
  const context = { config, database, clock: systemClock, log, outbound, wakeJobs: () => {} };
  return { context, pool: database.pool, close };
}

async function connect(config: Config): Promise<{ connection: Connection; stop: () => Promise<void> }> {
  if (config.databaseUrl !== undefined) {
    return { connection: { connectionString: config.databaseUrl }, stop: async () => {} };
  }
  endOnSignals();
  const dataDir = resolveDataDir(config.dataDir, { explicit: config.dataDirIsExplicit });
  return attachBundledPostgres({ dataDir });
}

/** A plain death by signal would leave a database behind that runs just for this command. */
function endOnSignals(): void {
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
}

async function requireMigrated(pool: House['pool']): Promise<void> {
  const missingTable = '42P01';
  const migrated = await isMigrated(pool).catch((error: { code?: string }) => {
    if (error.code === missingTable) return false;
    throw error;
  });
  if (migrated) return;
  throw new CommandError(
    `The database lacks migrations: run \`${program} migrate\`, or start the server once.`,
  );
}
