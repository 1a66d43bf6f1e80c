import type { Context } from '#platform/context.ts';
import {
  paymentLinkCreateSchema,
  paymentLinkListQuerySchema,
  paymentLinkListSchema,
  paymentLinkParamsSchema,
  paymentLinkPatchSchema,
  paymentLinkSchema,
  previewSchema,
  qrCodeQuerySchema,
} from '#platform/contract/payment-links.ts';
import { listAnswer } from '#platform/db/page.ts';
import { encodingFor } from '#platform/http/content-encoding.ts';
import { prefersCsv } from '#platform/http/export-answer.ts';
import { answerOfForm } from '#platform/http/kept-forms.ts';
import { created, noContent, ok, type Route, route } from '#platform/http/route.ts';
import { qrCodeSvg } from '#platform/kit/qr-code.ts';
import { createPaymentLink } from './create-payment-link.ts';
import { deletePaymentLink, restorePaymentLink } from './delete-payment-link.ts';
import { duplicatePaymentLink } from './duplicate-payment-link.ts';
import { exportPaymentLinks } from './export-payment-links.ts';
import { findLinkUrl, listPaymentLinks } from './find-payment-links.ts';
import { renderPreview } from './preview-payment-link.ts';
import { qrCodePng } from './qr-png.ts';
import { showPaymentLink } from './show-payment-link.ts';
import { updatePaymentLink } from './update-payment-link.ts';

const tag = 'Payment links';
const usualQrCodeSizePx = 512;

export const paymentLinkRoutes: Route<Context>[] = [
  route<Context>()({
    method: 'GET',
    path: '/api/payment-links/',
    contract: {
      summary: 'List payment links',
      description:
        'Deleted ones only with `status=deleted`. `created_after` includes its moment. As CSV: every link of the filter, whatever `limit` and `cursor` say.',
      tag,
      query: paymentLinkListQuerySchema,
      responses: { 200: paymentLinkListSchema },
      mediaTypes: ['text/csv'],
      errors: ['invalid_cursor', 'invalid_limit', 'invalid_time', 'unsupported_currency'],
    },
    auth: 'session',
    role: 'viewer',
    run: async ({ context, caller, query, facts }) => {
      const { publicUrl } = context.config;
      if (prefersCsv(facts.header('accept'))) return exportPaymentLinks(context, caller, query);
      const page = await listPaymentLinks(context, caller, query);
      return ok(listAnswer(page, facts.url, publicUrl, (link) => showPaymentLink(link, publicUrl)));
    },
  }),
  route<Context>()({
    method: 'POST',
    path: '/api/payment-links/',
    contract: {
      summary: 'Make a payment link',
      description: 'It keeps the names, prices and tax rates that the products have now.',
      tag,
      body: paymentLinkCreateSchema,
      responses: { 201: paymentLinkSchema },
      errors: [
        'unknown_product',
        'price_missing',
        'unsupported_currency',
        'amount_below_minimum',
        'amount_above_maximum',
        'invalid_time',
        'expires_in_past',
        'live_mode_unavailable',
      ],
    },
    auth: 'session',
    role: 'staff',
    run: async ({ context, caller, body }) =>
      created(showPaymentLink(await createPaymentLink(context, caller, body), context.config.publicUrl)),
  }),
  route<Context>()({
    method: 'PATCH',
    path: '/api/payment-links/:id/',
    contract: {
      summary: 'Change a payment link',
      description: 'What is sold and for how much never changes; make a new link for that.',
      tag,
      params: paymentLinkParamsSchema,
      body: paymentLinkPatchSchema,
      responses: { 200: paymentLinkSchema },
      errors: [
        'not_found',
        'immutable_field',
        'invalid_time',
        'expires_in_past',
        'max_uses_below_uses',
        'link_deleted',
      ],
      statuses: { link_deleted: 409 },
    },
    auth: 'session',
    role: 'staff',
    run: async ({ context, caller, params, body }) =>
      ok(
        showPaymentLink(await updatePaymentLink(context, caller, params.id, body), context.config.publicUrl),
      ),
  }),
  route<Context>()({
    method: 'DELETE',
    path: '/api/payment-links/:id/',
    contract: {
      summary: 'Delete a payment link',
      description: 'Buyers cannot use it any more; its payments stay, and the deletion can be taken back.',
      tag,
      params: paymentLinkParamsSchema,
      responses: { 204: null },
      errors: ['not_found'],
    },
    auth: 'session',
    role: 'staff',
    run: async ({ context, caller, params }) => {
      await deletePaymentLink(context, caller, params.id);
      return noContent;
    },
  }),
  route<Context>()({
    method: 'POST',
    path: '/api/payment-links/:id/restore/',
    contract: {
      summary: 'Take a deletion back',
      tag,
      params: paymentLinkParamsSchema,
      responses: { 200: paymentLinkSchema },
      errors: ['not_found'],
    },
    auth: 'session',
    role: 'staff',
    run: async ({ context, caller, params }) =>
      ok(showPaymentLink(await restorePaymentLink(context, caller, params.id), context.config.publicUrl)),
  }),
  route<Context>()({
    method: 'POST',
    path: '/api/payment-links/:id/duplicate/',
    contract: {
      summary: 'Make a copy of a payment link',
      description:
        'It sells the same products at today’s prices and tax rates, and keeps the expiry unless that is past.',
      tag,
      params: paymentLinkParamsSchema,
      responses: { 201: paymentLinkSchema },
      errors: [
        'not_found',
        'unknown_product',
        'price_missing',
        'amount_below_minimum',
        'amount_above_maximum',
        'live_mode_unavailable',
      ],
    },
    auth: 'session',
    role: 'staff',
    run: async ({ context, caller, params }) =>
      created(
        showPaymentLink(await duplicatePaymentLink(context, caller, params.id), context.config.publicUrl),
      ),
  }),
  route<Context>()({
    method: 'GET',
    path: '/api/payment-links/:id/qr.svg',
    contract: {
      summary: 'QR code of the address that is shared, as SVG',
      tag,
      params: paymentLinkParamsSchema,
      query: qrCodeQuerySchema,
      responses: { 200: null },
      mediaTypes: ['image/svg+xml'],
      errors: ['not_found', 'invalid_value'],
    },
    auth: 'session',
    role: 'viewer',
    run: async ({ context, caller, params, query }) => ({
      status: 200,
      raw: qrCodeSvg(await findLinkUrl(context, caller, params.id), query.size ?? usualQrCodeSizePx),
      headers: { 'content-type': 'image/svg+xml; charset=utf-8' },
    }),
  }),
  route<Context>()({
    method: 'GET',
    path: '/api/payment-links/:id/qr.png',
    contract: {
      summary: 'QR code of the address that is shared, as PNG',
      tag,
      params: paymentLinkParamsSchema,
      query: qrCodeQuerySchema,
      responses: { 200: null },
      mediaTypes: ['image/png'],
      errors: ['not_found', 'invalid_value'],
    },
    auth: 'session',
    role: 'viewer',
    run: async ({ context, caller, params, query }) => ({
      status: 200,
      raw: qrCodePng(await findLinkUrl(context, caller, params.id), query.size ?? usualQrCodeSizePx),
      headers: { 'content-type': 'image/png' },
    }),
  }),
  route<Context>()({
    method: 'GET',
    path: '/api/payment-links/public/:id/',
    contract: {
      summary: 'Preview a payment link',
      description: 'For anybody who has the link. Takes no place and counts no view.',
      tag,
      params: paymentLinkParamsSchema,
      responses: { 200: previewSchema, 304: null },
      errors: ['not_found', 'link_inactive', 'link_deleted', 'link_expired', 'link_used_up'],
    },
    auth: 'public',
    fastPath: true,
    run: async ({ context, params, facts }) => {
      const forms = await renderPreview(context, params.id);
      const form = await forms.in(encodingFor(facts.header('accept-encoding')));
      return answerOfForm(form, facts.header('if-none-match'));
    },
  }),
];
