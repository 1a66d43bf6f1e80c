import type { Command } from '#commands/command-line/command.ts';
import { getOrganization } from '#commands/command-line/get-organization.ts';
import { recordTerms } from '#merchants/organizations/record-terms.ts';
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
      await database.transaction(async (tx) => {
        const organization = await getOrganization(tx, taken.organization as string);
        if (organization.status === status) return;
        const now = clock.now();
        await updateStatus(tx, organization.id, status, now);
        await recordTerms(tx, organization, { ...organization, status }, now);
      });
      say(`${taken.organization} is ${status}.`);
    },
  };
}
