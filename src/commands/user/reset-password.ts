import { type Command, CommandError } from '#commands/command-line/command.ts';
import { readPassword } from '#commands/command-line/read-options.ts';
import { checkPassword } from '#merchants/accounts/account.ts';
import { hashPassword } from '#merchants/accounts/secrets.ts';
import { readEmail } from './create-user.ts';
import { passwordOption } from './password.ts';
import { createSignInLink } from './sign-in-link.ts';
import { findUser, replacePassword } from './store.ts';

export const resetPassword: Command = {
  name: 'user reset-password',
  about: 'Prints an address that signs the person in once or, with --password-stdin, sets a new password.',
  takes: ['email'],
  options: passwordOption,
  run: async ({ context }, { taken, switches, readLine, say }) => {
    const email = readEmail(taken.email as string);
    const { database, clock } = context;
    const user = await findUser(database.handle, email);
    if (!user) throw new CommandError(`Nobody has the address ${email}.`);
    if (!switches.has('password-stdin')) {
      say(await createSignInLink(context, user));
      return;
    }
    const password = readPassword(await readLine());
    const weakness = checkPassword(password, email, 'password');
    if (weakness) throw weakness;
    const passwordHash = await hashPassword(password);
    await database.transaction((tx) =>
      replacePassword(tx, user.userId, passwordHash, clock.now(), clock.offsetMs),
    );
    say(`The password of ${email} is set; every session of theirs has ended.`);
  },
};
