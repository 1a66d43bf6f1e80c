import { readInstanceKeys } from '#commands/backup/instance-keys.ts';
import { type Command, CommandError, type CommandInput } from '#commands/command-line/command.ts';
import type { SecretKeys } from '#platform/config/keys.ts';
import type { Context } from '#platform/context.ts';
import { verify } from '#reporting/verify/verify.ts';

export const verifyBooks: Command = {
  name: 'verify',
  about: 'Proves from the stored rows that books, places and audit log hold together. Changes nothing.',
  run: (house, input) => proveBooks(house.context, input, '', readInstanceKeys(house).encryptionKeys),
};

/**
 * Proves the books and says what it found.
 *
 * @param whenViolated what the operator has to know besides, as sentences
 * @param encryptionKeys those that have to read what is encrypted; left out, nobody asks
 * @throws CommandError when something contradicts them
 */
export async function proveBooks(
  context: Context,
  { say, tellProgress }: Pick<CommandInput, 'say' | 'tellProgress'>,
  whenViolated = '',
  encryptionKeys?: SecretKeys,
): Promise<void> {
  const { checksDone, findings } = await verify(context, tellProgress, encryptionKeys);
  for (const { check, violations } of findings) {
    say(`Violated: ${check}`);
    for (const { subject, found } of violations) say(`  ${subject}: ${found}`);
  }
  if (findings.length > 0) {
    const sentence = `${findings.length} of ${checksDone} checks found violations, listed above.`;
    throw new CommandError([sentence, whenViolated].join(' ').trimEnd());
  }
  say(`${checksDone} checks, no violation.`);
}
