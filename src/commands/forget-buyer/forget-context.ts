import { readInstanceKeys } from '#commands/backup/instance-keys.ts';
import type { House } from '#commands/command-line/command.ts';
import type { ForgetContext } from '#paying/buyers/forget-buyer.ts';
import { loadFixedKey } from '#platform/fixed-key/load-fixed-key.ts';

/** The context of a command with the keys of the instance, of the environment or of its data folder. */
export async function contextOf(house: Pick<House, 'context' | 'dataDir'>): Promise<ForgetContext> {
  const { context } = house;
  const keys = readInstanceKeys(house);
  const fixedKey = await loadFixedKey(context.database, keys.encryptionKeys);
  return { ...context, config: { ...context.config, ...keys }, fixedKey };
}
