import { type Command, CommandError, UsageError } from '#commands/command-line/command.ts';
import { readOrganizationId } from '#commands/command-line/read-options.ts';
import { findOrganization } from '#merchants/organizations/find-organization.ts';
import { updateTerms } from './store.ts';
import { changeTerms, describeTerms } from './terms.ts';

export const setLimits: Command = {
  name: 'organization set-limits',
  about:
    'Sets bounds of payments, fees and rolling reserve. What is left out stays; fees hold for payments to come.',
  takes: ['organization'],
  options: {
    'min-usd': { placeholder: 'amount', about: 'Least that one payment in USD may be' },
    'max-usd': { placeholder: 'amount', about: 'Most that one payment in USD may be' },
    'min-eur': { placeholder: 'amount', about: 'Least that one payment in EUR may be' },
    'max-eur': { placeholder: 'amount', about: 'Most that one payment in EUR may be' },
    'fee-percent': { placeholder: 'percent', about: 'Fee as a share of each payment' },
    'fee-fixed-usd': { placeholder: 'amount', about: 'Fee added to each payment in USD' },
    'fee-fixed-eur': { placeholder: 'amount', about: 'Fee added to each payment in EUR' },
    'reserve-percent': { placeholder: 'percent', about: 'Share of each payment that is held back' },
    'reserve-days': { placeholder: 'days', about: 'How long it is held back' },
  },
  run: async ({ context }, { taken, options, say }) => {
    const organizationId = readOrganizationId(taken.organization as string);
    if (Object.keys(options).length === 0) throw new UsageError('Say what to change.');
    const terms = await context.database.transaction(async (tx) => {
      const organization = await findOrganization(tx, organizationId);
      if (!organization) throw new CommandError(`There is no organization ${taken.organization}.`);
      const changed = changeTerms(organization, options);
      await updateTerms(tx, organizationId, changed, context.clock.now());
      return changed;
    });
    say(describeTerms(terms));
  },
};
