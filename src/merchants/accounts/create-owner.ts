import { parseEmail } from '#merchants/email.ts';
import { createOrganization } from '#merchants/organizations/create-organization.ts';
import type { Context } from '#platform/context.ts';
import type { SignupBody } from '#platform/contract/accounts.ts';
import { problem } from '#platform/contract/errors.ts';
import { type Handle, isUniqueViolation } from '#platform/db/database.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { checkPassword, emailTaken } from './account.ts';
import { hashPassword } from './secrets.ts';
import type { Account } from './show-account.ts';
import { insertMembership, insertUser, selectUserByEmail } from './store.ts';

/**
 * Makes an organization and the person who owns it. Whether strangers may do this is decided by the caller.
 *
 * @param andThen further work of the same transaction, such as signing the owner in
 * @throws 400 `weak_password` or an invalid address, 409 `email_taken`
 */
export async function createOwner<T>(
  context: Context,
  input: SignupBody,
  andThen: (tx: Handle, account: Account) => Promise<T>,
): Promise<T> {
  const email = parseEmail(input.email);
  if (!email) throw invalidEmail();
  const weakness = checkPassword(input.password, email, 'password');
  if (weakness) throw weakness;
  // Asked first only to spare the hash; the unique index decides.
  if (await context.database.transaction((tx) => selectUserByEmail(tx, email))) throw emailTaken();
  const passwordHash = await hashPassword(input.password);
  const now = context.clock.now();
  const user = { id: uuidv7(now), email, name: input.name.trim() };
  const organizationId = uuidv7(now);
  try {
    return await context.database.transaction(async (tx) => {
      const organization = await createOrganization(
        tx,
        { id: organizationId, name: input.organization_name },
        now,
      );
      await insertUser(tx, { ...user, passwordHash }, now);
      await insertMembership(tx, { organizationId, userId: user.id, role: 'owner' }, now);
      return andThen(tx, { user, organization, role: 'owner' });
    });
  } catch (error) {
    throw isUniqueViolation(error, 'users_email') ? emailTaken() : error;
  }
}

function invalidEmail() {
  return problem('invalid_value', {
    detail: 'Give an email address such as name@example.com.',
    field: 'email',
  });
}
