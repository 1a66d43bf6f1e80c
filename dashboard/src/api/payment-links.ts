import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { HoldAnswer } from '../../../src/platform/contract/holds.ts';
import type {
  PaymentLinkAnswer,
  PaymentLinkCreate,
  PaymentLinkDraft,
  PaymentLinkListQuery,
  PaymentLinkPatch,
  PosterPaper,
} from '../../../src/platform/contract/payment-links.ts';
import type { TransactionAnswer } from '../../../src/platform/contract/transactions.ts';
import { currentMode } from '../mode.ts';
import { request, requestFile, sendForFile } from './client.ts';
import type { List, PaymentLinkDetail } from './types.ts';

const base = '/api/payment-links/';

/** Pages that watch for new payments ask again this often. */
export const watchMs = 10_000;

/** The buyer's page of a link that is not made yet, as HTML. */
export const draftPageQuery = (draft: PaymentLinkDraft) =>
  queryOptions({
    queryKey: ['payment-link-draft', draft],
    queryFn: async ({ signal }) =>
      (await sendForFile(`${base}preview/`, 'text/html', { body: draft, signal })).text(),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 60_000,
  });

export const paymentLinksQuery = (filters: PaymentLinkListQuery) => {
  const query = { mode: currentMode(), ...filters };
  return queryOptions({
    queryKey: ['payment-links', query],
    queryFn: ({ signal }) => request<List<PaymentLinkAnswer>>('GET', base, { query, signal }),
    placeholderData: keepPreviousData,
  });
};

/** @param days of the series, today included */
export const paymentLinkQuery = (id: string, days = 30) =>
  queryOptions({
    queryKey: ['payment-link', id, days],
    queryFn: ({ signal }) => request<PaymentLinkDetail>('GET', `${base}${id}/`, { query: { days }, signal }),
  });

export const linkPaymentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['payments', 'of-link', id],
    queryFn: ({ signal }) =>
      request<List<TransactionAnswer>>('GET', `${base}${id}/payments/`, { query: { limit: 10 }, signal }),
  });

export const linkHoldsQuery = (id: string) =>
  queryOptions({
    queryKey: ['payment-link-holds', id],
    queryFn: ({ signal }) => request<List<HoldAnswer>>('GET', `${base}${id}/holds/`, { signal }),
  });

export const releaseHold = (id: string, checkoutId: string) =>
  request<void>('POST', `${base}${id}/holds/${checkoutId}/release/`);

export const linkQrQuery = (id: string) =>
  queryOptions({
    queryKey: ['payment-link-qr', id],
    queryFn: async ({ signal }) =>
      (await requestFile(`${base}${id}/qr.svg`, 'image/svg+xml', { signal })).text(),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Large enough for print. */
export const linkQrPng = async (id: string) =>
  (await requestFile(`${base}${id}/qr.png`, 'image/png', { query: { size: 1024 } })).blob();

export const linkPoster = async (id: string, paper: PosterPaper) =>
  (await requestFile(`${base}${id}/poster.pdf`, 'application/pdf', { query: { paper } })).blob();

export const createPaymentLink = (body: PaymentLinkCreate) =>
  request<PaymentLinkAnswer>('POST', base, { body: { mode: currentMode(), ...body } });
export const changePaymentLink = (id: string, body: PaymentLinkPatch) =>
  request<PaymentLinkAnswer>('PATCH', `${base}${id}/`, { body });
export const deletePaymentLink = (id: string) => request<void>('DELETE', `${base}${id}/`);
export const restorePaymentLink = (id: string) => request<PaymentLinkAnswer>('POST', `${base}${id}/restore/`);
export const duplicatePaymentLink = (id: string) =>
  request<PaymentLinkAnswer>('POST', `${base}${id}/duplicate/`);
