import { type Command, UsageError } from '#commands/command-line/command.ts';
import { getOrganization } from '#commands/command-line/get-organization.ts';
import { recordTerms } from '#merchants/organizations/record-terms.ts';
import { changeTerms, describeTerms } from './read-terms.ts';
import { updateTerms } from './store.ts';

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
  run: async ({ context: { database, clock } }, { taken, options, say }) => {
    if (Object.keys(options).length === 0) throw new UsageError('Say what to change.');
    const terms = await database.transaction(async (tx) => {
      const organization = await getOrganization(tx, taken.organization as string);
      const changed = changeTerms(organization, options);
      const now = clock.now();
      await updateTerms(tx, organization.id, changed, now);
      await recordTerms(tx, organization, { ...organization, ...changed }, now);
      return changed;
    });
    say(describeTerms(terms));
  },
};
