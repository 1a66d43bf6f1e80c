import { startBundledPostgres } from '#platform/db/bundled/bundled-postgres.ts';

// A server process for the tests: says where its database is, stops it on SIGTERM, and forgets to on SIGUSR2.
const database = await startBundledPostgres({ dataDir: process.argv[2]! });
const alive = setInterval(() => {}, 60_000);
process.once('SIGTERM', async () => {
  await database.stop();
  clearInterval(alive);
});
process.once('SIGUSR2', () => process.exit(3));
process.stdout.write(`${JSON.stringify({ connection: database.connection, reused: database.reused })}\n`);
