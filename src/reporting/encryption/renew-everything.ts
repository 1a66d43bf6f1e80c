import type { Context } from '#platform/context.ts';
import { firstPlace, renewTexts } from './renew-encryption.ts';
import { encryptedColumns } from './store.ts';

/** What was done in one column. */
export type Progress = { readonly what: string; readonly renewed: number; readonly unreadable: number };

/**
 * Encrypts everything under the current key that a former one encrypted, in small steps. It may stop anywhere and be repeated, also
 * beside servers that do the same.
 *
 * @param tell how far a column is, after each step that found something
 */
export async function renewEverything(
  context: Context,
  tell: (progress: Progress) => void,
): Promise<Progress[]> {
  const done: Progress[] = [];
  for (const column of encryptedColumns) {
    let progress: Progress = { what: column.what, renewed: 0, unreadable: 0 };
    let place = firstPlace;
    for (;;) {
      const step = await renewTexts(context, column, place);
      if (step.found === 0) break;
      place = step.lastPlace;
      progress = {
        ...progress,
        renewed: progress.renewed + step.renewed,
        unreadable: progress.unreadable + step.unreadable,
      };
      tell(progress);
    }
    done.push(progress);
  }
  return done;
}
