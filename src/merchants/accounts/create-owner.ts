import { parseEmail } from '#merchants/email.ts';
import { addMember } from '#merchants/memberships/add-member.ts';
import { createOrganization } from '#merchants/organizations/create-organization.ts';
import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import type { SignupBody } from '#platform/contract/accounts.ts';
import { problem } from '#platform/contract/errors.ts';
import { type Handle, isUniqueViolation } from '#platform/db/database.ts';
import type { CallOrigin } from '#platform/http/route.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { checkPassword, emailTaken } from './account.ts';
import { hashPassword } from './secrets.ts';
import type { Account } from './show-account.ts';
import { insertUser, selectUserByEmail } from './store.ts';

/**
 * Makes an organization and the person who owns it. Whether strangers may do this is decided by the caller.
 *
 * @param andThen further work of the same transaction, such as signing the owner in
 * @param origin where the request came from; absent when the operator does it
 * @throws 400 `weak_password` or an invalid address, 409 `email_taken`
 */
export async function createOwner<T>(
  context: Context,
  input: SignupBody,
  andThen: (tx: Handle, account: Account) => Promise<T>,
  origin?: CallOrigin,
): Promise<T> {
  const email = parseEmail(input.email);
  if (!email) throw invalidEmail();
  const weakness = checkPassword(input.password, email, 'password');
  if (weakness) throw weakness;
  // Asked first only to spare the hash; the unique index decides.
  if (await context.database.transaction((tx) => selectUserByEmail(tx, email))) throw emailTaken();
  const passwordHash = await hashPassword(input.password);
  const now = context.clock.now();
  const user = { id: uuidv7(now), email, name: input.name.trim().normalize('NFC') };
  const organizationId = uuidv7(now);
  try {
    return await context.database.transaction(async (tx) => {
      const organization = await createOrganization(
        tx,
        {
          id: organizationId,
          name: input.organization_name,
          timeZone: input.time_zone,
          defaultCurrency: input.default_currency,
        },
        now,
      );
      await insertUser(tx, { ...user, passwordHash }, now);
      const owner = { organizationId, userId: user.id };
      await addMember(tx, { ...owner, role: 'owner' }, now);
      const entry = { action: 'organization.created', details: { name: organization.name } } as const;
      await recordAudit(tx, { ...actedBy({ ...owner, origin }), ...entry }, now);
      const organizations = [{ organizationId, organizationName: organization.name, role: 'owner' as const }];
      return andThen(tx, { user, organization, role: 'owner', organizations });
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
