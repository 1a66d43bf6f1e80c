import { newToken, tokenHash } from '#merchants/accounts/secrets.ts';
import type { PasswordTry } from '#merchants/throttling/tries.ts';
import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { addressMark, deviceMark } from './known-device.ts';
import { deleteMark, deleteMarks, selectKnownMarks, upsertMarks } from './store.ts';

export type Place = { readonly address: string; readonly deviceToken?: string | undefined };

/** How an account knows the place of a try with its password: by the device, else by the address, else not. */
export async function recognizePlace(
  context: Context,
  email: string,
  { address, deviceToken }: Place,
): Promise<PasswordTry['known']> {
  const device = deviceMark(deviceToken);
  const marks = device ? [addressMark(address), device] : [addressMark(address)];
  const known = await context.database.transaction((tx) =>
    selectKnownMarks(tx, email, marks, context.clock.offsetMs),
  );
  if (device && known.some((mark) => mark.equals(device))) return { device: device.toString('hex') };
  return known.length > 0 ? 'address' : undefined;
}

/**
 * A step: this person showed here who they are, so the place is known from now on.
 *
 * @returns a token for the device, in place of the one it came with
 */
export async function rememberPlace(
  tx: Handle,
  context: Context,
  userId: string,
  { address, deviceToken }: Place,
): Promise<string> {
  const former = deviceMark(deviceToken);
  if (former) await deleteMark(tx, userId, former);
  const token = newToken();
  await upsertMarks(tx, userId, [addressMark(address), tokenHash(token)], context.clock.offsetMs);
  return token;
}

/** A step: a new password ends what the old one made known, but for the address of whoever set it. */
export async function forgetOtherPlaces(
  tx: Handle,
  context: Context,
  userId: string,
  address: string | undefined,
): Promise<void> {
  await deleteMarks(tx, userId);
  if (address !== undefined) await upsertMarks(tx, userId, [addressMark(address)], context.clock.offsetMs);
}
