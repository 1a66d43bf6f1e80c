import { type Command, CommandError, UsageError } from '#commands/command-line/command.ts';
import { readName, readOrganizationId } from '#commands/command-line/read-options.ts';
import { checkPassword, emailTaken } from '#merchants/accounts/account.ts';
import { hashPassword } from '#merchants/accounts/secrets.ts';
import { parseEmail } from '#merchants/email.ts';
import { findOrganization } from '#merchants/organizations/find-organization.ts';
import { isUniqueViolation } from '#platform/db/database.ts';
import { type Role, roles } from '#platform/http/route.ts';
import { formatId, uuidv7 } from '#platform/kit/ids.ts';
import { passwordOption, readOrInventPassword } from './password.ts';
import { createSignInLink } from './sign-in-link.ts';
import { insertMember } from './store.ts';

export const createUser: Command = {
  name: 'user create',
  about: 'Adds a person to an organization.',
  options: {
    organization: { placeholder: 'organization', about: 'Id of the organization (org_…)', isRequired: true },
    email: { placeholder: 'address', about: 'Email address of the person', isRequired: true },
    name: { placeholder: 'name', about: 'Name of the person; default: the email address' },
    role: { placeholder: 'role', about: `${roles.join(', ')}; default: staff` },
    ...passwordOption,
  },
  run: async ({ context }, input) => {
    const { options, say } = input;
    const organizationId = readOrganizationId(options.organization as string);
    const email = readEmail(options.email as string);
    const name = readName(options.name ?? email, '--name');
    const role = readRole(options.role ?? 'staff');
    const password = await readOrInventPassword(input);
    const weakness = checkPassword(password.text, email, 'password');
    if (weakness) throw weakness;
    const passwordHash = await hashPassword(password.text);
    const now = context.clock.now();
    const userId = uuidv7(now);
    const member = { organizationId, userId, email, name, passwordHash, role };
    try {
      await context.database.transaction(async (tx) => {
        if (!(await findOrganization(tx, organizationId)))
          throw new CommandError(`There is no organization ${options.organization}.`);
        await insertMember(tx, member, now);
      });
    } catch (error) {
      throw isUniqueViolation(error, 'users_email') ? emailTaken() : error;
    }
    say(`User          ${formatId('usr', userId)} ${email}, ${role}`);
    if (password.isInvented) say(await createSignInLink(context, { organizationId, userId }));
  },
};

export function readEmail(text: string): string {
  const email = parseEmail(text);
  if (email) return email;
  throw new UsageError(`"${text}" is no email address such as name@example.com.`);
}

function readRole(text: string): Role {
  const role = roles.find((candidate) => candidate === text);
  if (role) return role;
  throw new UsageError(`--role is "${text}" but must be one of ${roles.join(', ')}.`);
}
