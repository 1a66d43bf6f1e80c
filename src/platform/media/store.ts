import { sql } from 'kysely';
import { firstRow, type Handle } from '#platform/db/database.ts';
import type { Image } from './image.ts';

/** The same image twice is one row, whose time begins anew. */
export async function insertImage(handle: Handle, image: Image, now: Date): Promise<void> {
  await sql`
    insert into media (hash, content_type, bytes, created_at, used_at)
    values (${image.hash}, ${image.contentType}, ${image.bytes}, ${now}, ${now})
    on conflict (hash) do update set used_at = excluded.used_at
  `.execute(handle);
}

export async function selectImage(handle: Handle, hash: string): Promise<Image | undefined> {
  return firstRow(
    handle,
    sql<Image>`select hash, content_type as "contentType", bytes from media where hash = ${hash}`,
  );
}

/** Whether there is such an image; its time begins anew. */
export async function touchImage(handle: Handle, hash: string, now: Date): Promise<boolean> {
  const touched = sql`update media set used_at = ${now} where hash = ${hash} returning hash`;
  return (await firstRow(handle, touched)) !== undefined;
}

/** Removes images that nobody named since then, of those given. */
export async function deleteImages(
  handle: Handle,
  hashes: readonly string[],
  unusedSince: Date,
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from media where hash = any(${hashes}::text[]) and used_at < ${unusedSince}
  `.execute(handle);
  return Number(numAffectedRows ?? 0n);
}
