import type { Mode } from '#platform/contract/common.ts';
import type { Handle } from '#platform/db/database.ts';
import { wordsOf } from './search/link-words.ts';
import { replaceWords } from './store.ts';

export type NamedLink = {
  readonly id: string;
  readonly mode: Mode;
  readonly name: string;
  readonly lines: readonly { readonly name: string }[];
};

const mostWords = 100;

/** A step: lets links be found by the words of their names and of their products', and by those of older names no more. */
export async function indexLinkNames(
  tx: Handle,
  organizationId: string,
  links: readonly NamedLink[],
): Promise<void> {
  const words = links.flatMap(({ id, mode, name, lines }) => {
    const found = new Set([name, ...lines.map((line) => line.name)].flatMap(wordsOf));
    return [...found].slice(0, mostWords).map((word) => ({ id, mode, word }));
  });
  await replaceWords(
    tx,
    organizationId,
    links.map(({ id }) => id),
    words,
  );
}
