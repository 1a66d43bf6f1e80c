import type { Command } from '#commands/command-line/command.ts';
import { readName } from '#commands/command-line/read-options.ts';
import { passwordOption, readOrInventPassword } from '#commands/command-line/read-password.ts';
import { createSignInLink } from '#commands/command-line/sign-in-link.ts';
import { createOwner } from '#merchants/accounts/create-owner.ts';
import { formatId } from '#platform/kit/ids.ts';

export const createOrganization: Command = {
  name: 'organization create',
  about: 'Opens an organization with its owner, also where ALLOW_SIGNUP is off.',
  options: {
    name: { placeholder: 'name', about: 'Name of the organization', isRequired: true },
    email: { placeholder: 'address', about: 'Email address of its owner', isRequired: true },
    'owner-name': { placeholder: 'name', about: 'Name of its owner; default: the email address' },
    ...passwordOption,
  },
  run: async ({ context }, input) => {
    const { options, say } = input;
    const email = options.email as string;
    const password = await readOrInventPassword(input);
    const owner = {
      organization_name: readName(options.name as string, '--name'),
      name: readName(options['owner-name'] ?? email, '--owner-name'),
      email,
      password: password.text,
    };
    const account = await createOwner(context, owner, async (_, made) => made);
    say(`Organization  ${formatId('org', account.organization.id)}`);
    say(`Owner         ${formatId('usr', account.user.id)} ${account.user.email}`);
    if (password.isInvented) {
      const owned = { organizationId: account.organization.id, userId: account.user.id };
      say(await createSignInLink(context, owned));
    }
  },
};
