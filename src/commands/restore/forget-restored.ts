import type { CommandInput, House } from '#commands/command-line/command.ts';
import { contextOf } from '#commands/forget-buyer/forget-context.ts';
import {
  type ForgottenAddress,
  findForgotten,
  forgetAgain,
  keepForgotten,
} from '#paying/buyers/forget-again.ts';

/** Who was forgotten in a database that is about to be replaced; nobody where it has no such list. */
export async function readForgotten({ context }: House): Promise<ForgottenAddress[]> {
  const missingTable = '42P01';
  return findForgotten(context).catch((error: { code?: string }) => {
    if (error.code === missingTable) return [];
    throw error;
  });
}

/** Forgets them in what was restored, too. */
export async function forgetRestored(
  house: House,
  forgotten: readonly ForgottenAddress[],
  { say }: CommandInput,
): Promise<void> {
  if (forgotten.length === 0) return;
  await keepForgotten(house.context, forgotten);
  const again = await forgetAgain(await contextOf(house));
  say(`Forgot    ${again.length} ${again.length === 1 ? 'buyer' : 'buyers'} again, who asked for it since`);
}
