import { sql } from 'kysely';
import { firstRow, type Handle } from '#platform/db/database.ts';
import type { Image } from './image.ts';

/** The same image twice is one row. */
export async function insertImage(handle: Handle, image: Image, now: Date): Promise<void> {
  await sql`
    insert into media (hash, content_type, bytes, created_at)
    values (${image.hash}, ${image.contentType}, ${image.bytes}, ${now})
    on conflict (hash) do nothing
  `.execute(handle);
}

export async function selectImage(handle: Handle, hash: string): Promise<Image | undefined> {
  return firstRow(
    handle,
    sql<Image>`select hash, content_type as "contentType", bytes from media where hash = ${hash}`,
  );
}

export async function hasImage(handle: Handle, hash: string): Promise<boolean> {
  return (await firstRow(handle, sql`select hash from media where hash = ${hash}`)) !== undefined;
}
