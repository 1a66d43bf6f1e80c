import { Type } from 'typebox';
import type { Context } from '#platform/context.ts';
import { strictObject } from '#platform/contract/common.ts';
import { created, type Route, route } from '#platform/http/route.ts';
import { getImage } from './find-image.ts';
import { keepUploadedImage, maximumBytes } from './keep-image.ts';

const uploadedImageSchema = Type.Object({ url: Type.String({ description: 'Where it is served' }) });

const define = route<Context>();

export const mediaRoutes: Route<Context>[] = [
  define({
    method: 'POST',
    path: '/api/media/',
    auth: 'session',
    role: 'staff',
    rawBody: true,
    maximumBodyBytes: maximumBytes,
    contract: {
      tag: 'Products',
      summary: 'Upload an image',
      description:
        'The file itself as the body: PNG, JPEG or WebP, at most 1 MiB and 4,096 pixels a side, judged by its bytes. The address that comes back goes into `image_url` of a product or `branding.logo_url`; an image that none of them names goes after a day.',
      responses: { 201: uploadedImageSchema },
      errors: ['image_unavailable'],
    },
    run: async ({ context, caller, facts }) =>
      created({ url: await keepUploadedImage(context, caller, facts.rawBody) }),
  }),
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
