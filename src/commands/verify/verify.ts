import { type Command, CommandError } from '#commands/command-line/command.ts';
import { verify } from '#reporting/verify/verify.ts';

export const verifyBooks: Command = {
  name: 'verify',
  about:
    'Proves from the stored rows that postings balance, payments are booked, and uses match. Changes nothing.',
  run: async ({ context }, { say, tellProgress }) => {
    const { checksDone, findings } = await verify(context, tellProgress);
    for (const { check, violations } of findings) {
      say(`Violated: ${check}`);
      for (const { subject, found } of violations) say(`  ${subject}: ${found}`);
    }
    if (findings.length > 0)
      throw new CommandError(`${findings.length} of ${checksDone} checks found violations, listed above.`);
    say(`${checksDone} checks, no violation.`);
  },
};
