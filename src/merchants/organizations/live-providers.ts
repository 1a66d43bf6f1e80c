import type { Handle } from '#platform/db/database.ts';
import { lockOrganization, updateLiveProviders } from './store.ts';

/** A step: holds the organization until the transaction ends, so that its connections change one after the other. */
export async function holdOrganization(tx: Handle, organizationId: string): Promise<void> {
  await lockOrganization(tx, organizationId);
}

/** A step: keeps how many live connections take new payments. Above zero the organization may sell for real money. */
export async function keepLiveProviders(tx: Handle, organizationId: string, count: number): Promise<void> {
  await updateLiveProviders(tx, organizationId, count);
}
