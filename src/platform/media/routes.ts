import { Type } from 'typebox';
import type { Context } from '#platform/context.ts';
import { strictObject } from '#platform/contract/common.ts';
import { type Route, route } from '#platform/http/route.ts';
import { getImage } from './find-image.ts';

const define = route<Context>();

export const mediaRoutes: Route<Context>[] = [
  define({
    method: 'GET',
    path: '/media/:hash',
    auth: 'public',
    limit: 'media',
    unpublished: true,
    contract: {
      tag: 'Media',
      summary: 'An image of a product or seller',
      params: strictObject({ hash: Type.String() }),
      responses: { 200: null, 304: null },
    },
    run: async ({ context, params, facts }) => {
      const headers = {
        // The address is the hash of the content, so what is there never changes.
        'cache-control': 'public, max-age=31536000, immutable',
        etag: `"${params.hash}"`,
      };
      const image = await getImage(context, params.hash);
      if (facts.header('if-none-match')?.includes(headers.etag)) return { status: 304, headers };
      return { status: 200, raw: image.bytes, headers: { ...headers, 'content-type': image.contentType } };
    },
  }),
];
