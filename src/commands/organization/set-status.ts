import { type Command, CommandError } from '#commands/command-line/command.ts';
import { readOrganizationId } from '#commands/command-line/read-options.ts';
import { updateStatus } from './store.ts';

export const suspendOrganization = statusCommand(
  'suspend',
  'suspended',
  'Stops its sales: links answer as switched off and no checkout starts. Reading and refunding go on.',
);
export const resumeOrganization = statusCommand(
  'resume',
  'active',
  'Lets a suspended organization sell again.',
);

function statusCommand(verb: string, status: 'active' | 'suspended', about: string): Command {
  return {
    name: `organization ${verb}`,
    about,
    takes: ['organization'],
    run: async ({ context: { database, clock } }, { taken, say }) => {
      const organizationId = readOrganizationId(taken.organization as string);
      const isFound = await database.transaction((tx) =>
        updateStatus(tx, organizationId, status, clock.now()),
      );
      if (!isFound) throw new CommandError(`There is no organization ${taken.organization}.`);
      say(`${taken.organization} is ${status}.`);
    },
  };
}
