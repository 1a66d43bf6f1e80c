import type { Command } from '#commands/command-line/command.ts';
import { migrate } from '#platform/db/migrate.ts';

export const migrateDatabase: Command = {
  name: 'migrate',
  about: 'Applies the migrations that the database lacks. The server does the same when it starts.',
  worksUnmigrated: true,
  run: async ({ pool }, { say }) => {
    const applied = await migrate(pool);
    for (const name of applied) say(`Applied ${name}`);
    say(applied.length === 0 ? 'The database is up to date.' : `${applied.length} applied.`);
  },
};
