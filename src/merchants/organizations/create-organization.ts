import type { Handle } from '#platform/db/database.ts';
import { type Currency, defaultCurrency } from '#platform/kit/money.ts';
import { getOrganization } from './find-organization.ts';
import type { Organization } from './organization.ts';
import { readTimeZone } from './organization-changes.ts';
import { insertOrganization } from './store.ts';

type NewOrganization = {
  readonly id: string;
  readonly name: string;
  /** `null` takes what every organization starts with, as absence does. */
  readonly timeZone?: string | null | undefined;
  readonly defaultCurrency?: Currency | null | undefined;
};

/**
 * A step: makes an organization with the settings that every new one starts with, but for those that are given.
 *
 * @throws 400 naming `time_zone` when there is no such zone
 */
export async function createOrganization(
  tx: Handle,
  { id, name, timeZone, defaultCurrency: chosenCurrency }: NewOrganization,
  now: Date,
): Promise<Organization> {
  const settings = {
    id,
    name: name.trim().normalize('NFC'),
    timeZone: timeZone ? readTimeZone(timeZone) : 'UTC',
    defaultCurrency: chosenCurrency ?? defaultCurrency,
  };
  await insertOrganization(tx, settings, now);
  return getOrganization(tx, id);
}
