import type { Command } from '#commands/command-line/command.ts';
import { formatId } from '#platform/kit/ids.ts';
import { listOrganizations as selectAll } from './store.ts';

export const listOrganizations: Command = {
  name: 'organization list',
  about: 'Lists all organizations with id, status and name, the oldest first.',
  run: async ({ context }, { say }) => {
    for (const { id, status, name } of await selectAll(context.database.handle)) {
      say(`${formatId('org', id)}  ${status.padEnd(9)}  ${name}`);
    }
  },
};
