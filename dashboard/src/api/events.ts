import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { EventAnswer, EventListQuery } from '../../../src/platform/contract/events.ts';
import { currentMode } from '../mode.ts';
import { request } from './client.ts';
import type { List } from './types.ts';

const base = '/api/organization/events/';

export const eventsQuery = (filters: EventListQuery) => {
  const query = { mode: currentMode(), ...filters };
  return queryOptions({
    queryKey: ['events', 'list', query],
    queryFn: ({ signal }) => request<List<EventAnswer>>('GET', base, { query, signal }),
    placeholderData: keepPreviousData,
  });
};

export const eventQuery = (id: string) =>
  queryOptions({
    queryKey: ['events', 'one', id],
    queryFn: ({ signal }) => request<EventAnswer>('GET', `${base}${id}/`, { signal }),
  });
