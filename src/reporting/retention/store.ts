import { sql } from 'kysely';
import { type Handle, rows } from '#platform/db/database.ts';

/**
 * Images that were named before that time and that nothing shows: no logo, no product, no link and no checkout, whose
 * lines keep the image that the product had.
 */
export async function selectUnusedImages(handle: Handle, before: Date, limit: number): Promise<string[]> {
  const found = await rows<{ hash: string }>(
    handle,
    sql`
      select m.hash from media m
      where m.used_at < ${before}
        and not exists (select from organizations o where o.logo_url is not null and right(o.logo_url, 64) = m.hash)
        and not exists (select from products p where p.image_url is not null and right(p.image_url, 64) = m.hash)
        and not exists (select from payment_links l where image_hashes(l.lines) @> array[m.hash])
        and not exists (select from checkouts c where c.lines is not null and image_hashes(c.lines) @> array[m.hash])
      order by m.used_at limit ${limit}
    `,
  );
  return found.map(({ hash }) => hash);
}
