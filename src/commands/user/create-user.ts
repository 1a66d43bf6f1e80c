import { type Command, CommandError, UsageError } from '#commands/command-line/command.ts';
import { getOrganization } from '#commands/command-line/get-organization.ts';
import { readEmail } from '#commands/command-line/read-email.ts';
import { readName } from '#commands/command-line/read-options.ts';
import { passwordOption, readOrInventPassword } from '#commands/command-line/read-password.ts';
import { createSignInLink } from '#commands/command-line/sign-in-link.ts';
import { checkPassword, emailTaken, type User } from '#merchants/accounts/account.ts';
import { findUserByEmail } from '#merchants/accounts/find-user.ts';
import { registerUser } from '#merchants/accounts/register-user.ts';
import { hashPassword } from '#merchants/accounts/secrets.ts';
import { addMember } from '#merchants/memberships/add-member.ts';
import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import { type Role, roles } from '#platform/contract/roles.ts';
import { type Handle, isUniqueViolation } from '#platform/db/database.ts';
import { formatId } from '#platform/kit/ids.ts';

export const createUser: Command = {
  name: 'user create',
  about: 'Adds a person to an organization; one who has an account keeps their name and password.',
  options: {
    organization: { placeholder: 'organization', about: 'Id of the organization (org_…)', isRequired: true },
    email: { placeholder: 'address', about: 'Email address of the person', isRequired: true },
    name: { placeholder: 'name', about: 'Name of the person; default: the email address' },
    role: { placeholder: 'role', about: `${roles.join(', ')}; default: staff` },
    ...passwordOption,
  },
  run: async ({ context }, input) => {
    const { options, say } = input;
    const email = readEmail(options.email as string);
    const name = readName(options.name ?? email, '--name');
    const role = readRole(options.role ?? 'staff');
    const organization = options.organization as string;
    const known = await findUserByEmail(context.database.handle, email);
    if (known) {
      if (input.switches.has('password-stdin')) throw keepsPassword(email);
      await addKnown(context, known, organization, role);
      say(`User          ${formatId('usr', known.id)} ${email}, ${role}; signs in as before`);
      return;
    }
    const password = await readOrInventPassword(input);
    const weakness = checkPassword(password.text, email, 'password');
    if (weakness) throw weakness;
    const passwordHash = await hashPassword(password.text);
    const person = { organization, email, name, passwordHash, role };
    const { organizationId, userId } = await addPerson(context, person);
    say(`User          ${formatId('usr', userId)} ${email}, ${role}`);
    if (password.isInvented) say(await createSignInLink(context, { organizationId, userId }));
  },
};

type NewPerson = {
  /** The public id. */
  readonly organization: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly role: Role;
};

async function addPerson(
  { database, clock }: Context,
  person: NewPerson,
): Promise<{ organizationId: string; userId: string }> {
  const { organization, role, ...account } = person;
  const now = clock.now();
  try {
    return await database.transaction(async (tx) => {
      const { id: organizationId } = await getOrganization(tx, organization);
      const { id: userId } = await registerUser(tx, account, now);
      await join(tx, { organizationId, userId, role }, now);
      return { organizationId, userId };
    });
  } catch (error) {
    throw isUniqueViolation(error, 'users_email') ? emailTaken() : error;
  }
}

async function addKnown(
  { database, clock }: Context,
  { id: userId, email }: User,
  organization: string,
  role: Role,
): Promise<void> {
  await database.transaction(async (tx) => {
    const { id: organizationId } = await getOrganization(tx, organization);
    if (await join(tx, { organizationId, userId, role }, clock.now())) return;
    throw new CommandError(`${email} is in this team already; change their role in the dashboard instead.`);
  });
}

/** @returns false when they are in the team already */
async function join(
  tx: Handle,
  member: { organizationId: string; userId: string; role: Role },
  now: Date,
): Promise<boolean> {
  if (!(await addMember(tx, member, now))) return false;
  const { organizationId, userId, role } = member;
  const target = { type: 'user', id: formatId('usr', userId) };
  const entry = { action: 'team.member_joined', target, details: { role } } as const;
  await recordAudit(tx, { ...actedBy({ organizationId }), ...entry }, now);
  return true;
}

function keepsPassword(email: string): CommandError {
  return new CommandError(
    `${email} has an account already and keeps its password; leave --password-stdin out.`,
  );
}

function readRole(text: string): Role {
  const role = roles.find((candidate) => candidate === text);
  if (role) return role;
  throw new UsageError(`--role is "${text}" but must be one of ${roles.join(', ')}.`);
}
