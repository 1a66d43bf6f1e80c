import { decryptText, encryptText } from '#platform/config/cipher.ts';
import type { Context } from '#platform/context.ts';
import { type EncryptedColumn, type EncryptedText, replaceText, selectEncryptedBy } from './store.ts';

/** Texts of one step, each replaced by a statement of its own, so that none holds a lock for long. */
export const textsAtOnce = 200;
export const firstPlace = '(0,0)';

export type Renewed = {
  readonly found: number;
  readonly renewed: number;
  /** Of those found: altered, or made by another key of the same name. They stay as they are. */
  readonly unreadable: number;
  /** Where the next step begins. */
  readonly lastPlace: string;
};

/**
 * Encrypts texts of a column under the current key that a former one encrypted. It may stop anywhere, and several instances may
 * do it at once: a text that somebody changed meanwhile is left to the next round.
 */
export async function renewTexts(context: Context, column: EncryptedColumn, after: string): Promise<Renewed> {
  const { handle } = context.database;
  const former = context.config.encryptionKeys.slice(1).map(({ id }) => id);
  const texts = former.length > 0 ? await selectEncryptedBy(handle, column, former, after, textsAtOnce) : [];
  let renewed = 0;
  let unreadable = 0;
  for (const found of texts) {
    const text = renewText(context, column, found);
    if (text === undefined) unreadable += 1;
    else if (await replaceText(handle, column, found, text)) renewed += 1;
  }
  return { found: texts.length, renewed, unreadable, lastPlace: texts.at(-1)?.place ?? after };
}

function renewText(
  { config }: Context,
  column: EncryptedColumn,
  { text, ownedBy }: EncryptedText,
): string | undefined {
  const owner = column.ownerOf(ownedBy);
  try {
    return encryptText(config.encryptionKeys, decryptText(config.encryptionKeys, text, owner), owner);
  } catch {
    return undefined;
  }
}
