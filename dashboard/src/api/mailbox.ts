import { queryOptions } from '@tanstack/react-query';
import type { MailAnswer } from '../../../src/platform/contract/mail.ts';
import { request } from './client.ts';
import type { List } from './types.ts';

export const keptMailsQuery = (cursor: string | undefined) =>
  queryOptions({
    queryKey: ['kept-mails', cursor],
    queryFn: ({ signal }) =>
      request<List<MailAnswer>>('GET', '/api/organization/kept-mails/', { query: { cursor }, signal }),
  });

export const sendKeptMail = (id: string) =>
  request<MailAnswer>('POST', `/api/organization/kept-mails/${id}/send/`);
