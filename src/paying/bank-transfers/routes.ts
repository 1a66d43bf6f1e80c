import type { PayingContext } from '#paying/context.ts';
import { tokenParamsSchema } from '#platform/contract/checkouts.ts';
import { transferSchema } from '#platform/contract/transfers.ts';
import { ok, type Route, route } from '#platform/http/route.ts';
import { drawQrSvg } from '#platform/kit/qr-code.ts';
import { drawQrPng } from '#selling/payment-links/qr-png.ts';
import { getTransfer, getTransferCode } from './get-transfer.ts';
import { markSent } from './mark-sent.ts';

const tag = 'Checkout';
const define = route<PayingContext>();

const sizePx = 588;

export const transferRoutes: Route<PayingContext>[] = [
  define({
    method: 'GET',
    path: '/api/checkout/:token/transfer/',
    auth: 'public',
    limit: 'read',
    contract: {
      tag,
      summary: 'What to send by bank transfer, and how far it is',
      description: 'Once the buyer has chosen `bank`, and until that is over.',
      params: tokenParamsSchema,
      responses: { 200: transferSchema },
    },
    run: async ({ context, params }) => ok(await getTransfer(context, params.token)),
  }),
  define({
    method: 'POST',
    path: '/api/checkout/:token/transfer/sent/',
    auth: 'public',
    limit: 'pay',
    contract: {
      tag,
      summary: 'Say that a bank transfer was sent',
      description: 'Never needed: money is seen either way. Afterwards no other way to pay can be chosen.',
      params: tokenParamsSchema,
      responses: { 200: transferSchema },
      errors: ['checkout_not_open'],
    },
    run: async ({ context, params }) => {
      await markSent(context, params.token);
      return ok(await getTransfer(context, params.token));
    },
  }),
  define({
    method: 'GET',
    path: '/api/checkout/:token/transfer.svg',
    auth: 'public',
    limit: 'read',
    contract: {
      tag,
      summary: 'The code for banking apps, as SVG',
      description: 'EPC069-12, of what is still to be sent.',
      params: tokenParamsSchema,
      responses: { 200: null },
      mediaTypes: ['image/svg+xml'],
    },
    run: async ({ context, params }) => ({
      status: 200,
      raw: drawQrSvg(await getTransferCode(context, params.token), sizePx),
      headers: { 'content-type': 'image/svg+xml; charset=utf-8' },
    }),
  }),
  define({
    method: 'GET',
    path: '/api/checkout/:token/transfer.png',
    auth: 'public',
    limit: 'read',
    contract: {
      tag,
      summary: 'The code for banking apps, as PNG',
      description: 'To be saved and opened in the app of one’s bank.',
      params: tokenParamsSchema,
      responses: { 200: null },
      mediaTypes: ['image/png'],
    },
    run: async ({ context, params }) => ({
      status: 200,
      raw: drawQrPng(await getTransferCode(context, params.token), sizePx),
      headers: { 'content-type': 'image/png' },
    }),
  }),
];
