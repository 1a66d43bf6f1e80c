import type pg from 'pg';

/** What the database cannot do for us, in a sentence for whoever runs it. */
export class UnsuitableDatabase extends Error {
  override readonly name = 'UnsuitableDatabase';
}

/**
 * Searches compare without regard to case, which the database's own locale decides: with `C` it knows only the letters
 * of ASCII, and a search for "érable" would miss "ÉRABLE" without anybody noticing.
 *
 * @returns the sentence that says so and what to do; undefined where letters fold
 */
export async function explainLocale(client: Pick<pg.ClientBase, 'query'>): Promise<string | undefined> {
  const { rows } = await client.query<{ folds: boolean }>(
    `select lower('ÄÉŁŽΩЖ') = 'äéłžωж' and upper('äéłžωж') = 'ÄÉŁŽΩЖ' as folds`,
  );
  if (rows[0]?.folds) return undefined;
  return (
    'The locale of the database knows no upper and lower case beyond ASCII, so searches would miss what they should find: ' +
    "make one with `create database … template template0 encoding 'UTF8' locale 'C.UTF-8'` (or another UTF-8 locale of that server, or ICU)."
  );
}

/** @throws UnsuitableDatabase when its locale folds no case beyond ASCII */
export async function requireFoldingLocale(client: Pick<pg.ClientBase, 'query'>): Promise<void> {
  const sentence = await explainLocale(client);
  if (sentence) throw new UnsuitableDatabase(sentence);
}
