import { pino } from 'pino';
import { type Config, loadConfig } from '#platform/config/config.ts';
import { readEnvironment } from '#platform/config/environment.ts';
import { attachBundledPostgres, attachBundledPostgresAlone } from '#platform/db/bundled/bundled-postgres.ts';
import { resolveDataDir } from '#platform/db/bundled/data-folder.ts';
import { applicationNames, openDatabase } from '#platform/db/database.ts';
import { isMigrated } from '#platform/db/migrate.ts';
import { systemClock } from '#platform/kit/clock.ts';
import { createOutbound } from '#platform/net/outbound.ts';
import { type Command, CommandError, type House } from './command.ts';
import { program } from './help.ts';

export type OpenHouse = House & { close(): Promise<void> };

const poolSize = 5;

/** Opens the database for a command: that of the running server, or one that runs just for the command. */
export async function openHouse(command: Command): Promise<OpenHouse> {
  const config = loadConfig(readEnvironment());
  endOnSignals();
  const { connection, dataDir, stop } = await connect(config, command);
  const database = openDatabase({
    connection,
    poolSize,
    prepared: config.databasePrepared,
    applicationName: applicationNames.command,
  });
  const close = async () => {
    await database.close();
    // A pool that only gave connections to others than its own builder is left open by that.
    if (!database.pool.ended) await database.pool.end();
    await stop();
  };
  try {
    await database.ping();
    if (!command.worksUnmigrated) await requireMigrated(database.pool);
  } catch (error) {
    await close();
    throw error;
  }
  const log = pino({ level: 'silent' });
  const outbound = createOutbound({ allowPrivate: config.webhookAllowPrivate });
  const context = {
    // Whatever a command leaves behind is done by the servers, which also know whether there is a mail server.
    config: { ...config, jobs: false },
    database,
    clock: systemClock,
    log,
    outbound,
    takeFromLimit: () => {},
    countUp: () => {},
    wakeJobs: () => {},
  };
  return { context, pool: database.pool, connection, dataDir, close };
}

type Connected = Pick<House, 'connection' | 'dataDir'> & { readonly stop: () => Promise<void> };

async function connect(config: Config, { worksAlone }: Command): Promise<Connected> {
  if (config.databaseUrl !== undefined) {
    const connection = { connectionString: config.databaseUrl };
    return { connection, dataDir: undefined, stop: async () => {} };
  }
  const dataDir = resolveDataDir(config.dataDir, { explicit: config.dataDirIsExplicit });
  const attach = worksAlone ? attachBundledPostgresAlone : attachBundledPostgres;
  const { connection, stop } = await attach({ dataDir });
  return { connection, dataDir, stop };
}

/** A plain death by signal would leave behind what runs or lies there just for this command. */
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
