import type { Migration } from '../migrate.ts';
import { CopyError } from './copy-error.ts';

type Applied = { readonly name: string; readonly hash: string };

export type SchemaVersion = {
  /** What makes the schema that the rows come from. */
  readonly own: Migration[];
  /** What this build has added since. */
  readonly later: Migration[];
};

/**
 * Finds the migrations of this build that make the schema of some database.
 *
 * @param whose the database or file, as the subject of a sentence
 * @throws CopyError when this build lacks one of them, or has another one of that name
 */
export function findSchemaVersion(
  applied: readonly Applied[],
  build: readonly Migration[],
  whose: string,
): SchemaVersion {
  const missing = applied.filter(({ name }) => !build.some((migration) => migration.name === name));
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(', ');
    throw new CopyError(`${whose} is newer than this build (it has ${names}): install the newer build.`);
  }
  const isApplied = (migration: Migration) => applied.some(({ name }) => name === migration.name);
  const own = build.filter(isApplied);
  const changed = own.find(({ name, hash }) => applied.some((one) => one.name === name && one.hash !== hash));
  if (changed) {
    throw new CopyError(
      `${whose} has another form of the migration ${changed.name}: use the build that it was made with.`,
    );
  }
  return { own, later: build.filter((migration) => !isApplied(migration)) };
}

/** The tables that migrations make, by their texts: only these may be taken away when a database is made anew. */
export function tablesMadeBy(migrations: readonly Migration[]): string[] {
  return migrations.flatMap(({ text }) =>
    [...text.matchAll(/^create table (?:if not exists )?(\w+)/gim)].map(([, name]) => name as string),
  );
}
