import { withInstanceKeys } from '#commands/backup/instance-keys.ts';
import { type Command, CommandError } from '#commands/command-line/command.ts';
import { renewEverything } from '#reporting/encryption/renew-everything.ts';

export const rotateEncryptionKey: Command = {
  name: 'rotate-encryption-key',
  about:
    'Encrypts under the current key what former ones encrypted, at once rather than in the hour. The server goes on; it can be repeated.',
  run: async (house, { say, tellProgress }) => {
    const context = withInstanceKeys(house);
    const [current] = context.config.encryptionKeys;
    if (!current)
      throw new CommandError('There is no encryption key yet: the first start of the server makes one.');
    const done = await renewEverything(context, ({ what, renewed }) =>
      tellProgress(`${what}: ${renewed} encrypted anew`),
    );
    const unreadable = done.filter(({ unreadable: count }) => count > 0);
    const renewed = done.reduce((sum, each) => sum + each.renewed, 0);
    say(`${renewed} texts were encrypted anew under the key ${current.id}.`);
    for (const { what, unreadable: count } of unreadable) say(`Cannot be read: ${what}: ${count}`);
    if (unreadable.length > 0)
      throw new CommandError(
        'Some texts are damaged, or were made by another key of the same name; they stay as they are.',
      );
    say('“keys” shows which former key nothing needs any more.');
  },
};
