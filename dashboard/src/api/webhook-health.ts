import { queryOptions } from '@tanstack/react-query';
import type { Mode } from '../../../src/platform/contract/common.ts';
import type { WebhookAnswer } from '../../../src/platform/contract/webhooks.ts';
import { request } from './client.ts';

/** Whether a webhook is set in a mode, and how it does. */
export const webhookHealthQuery = (mode: Mode) =>
  queryOptions({
    queryKey: ['webhook', 'health', mode],
    queryFn: ({ signal }) =>
      request<WebhookAnswer>('GET', '/api/organization/webhook/', { query: { mode }, signal }),
    staleTime: 30_000,
  });
