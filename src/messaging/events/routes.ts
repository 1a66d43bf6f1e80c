import type { MessagingContext } from '#messaging/context.ts';
import {
  eventFeedQuerySchema,
  eventFeedSchema,
  eventListQuerySchema,
  eventListSchema,
  eventParamsSchema,
  eventSchema,
} from '#platform/contract/events.ts';
import { listAnswer } from '#platform/db/page.ts';
import { ok, type Route, route } from '#platform/http/route.ts';
import { listEvents } from './list-events.ts';
import { getEvent, searchEvents } from './search-events.ts';
import { showEvent } from './show-event.ts';

const define = route<MessagingContext>();

export const eventRoutes: Route<MessagingContext>[] = [
  define({
    method: 'GET',
    path: '/api/events/',
    auth: 'session-or-api-key',
    scope: 'payments:read',
    limit: 'api',
    contract: {
      tag: 'Events',
      summary: 'Read events in the order in which they were committed',
      description:
        'Oldest first, from the start without `after`. Keep `next_after` and give it as `after` next time: nothing is missed and nothing comes twice.',
      query: eventFeedQuerySchema,
      responses: { 200: eventFeedSchema },
      errors: ['invalid_limit', 'invalid_value'],
    },
    run: async ({ context, caller, query }) => ({
      status: 200,
      // Written as text, because the events already are.
      raw: Buffer.from(await listEvents(context, caller, query)),
      headers: { 'content-type': 'application/json; charset=utf-8' },
    }),
  }),
  define({
    method: 'GET',
    path: '/api/organization/events/',
    auth: 'session',
    role: 'viewer',
    contract: {
      tag: 'Events',
      summary: 'Look for events, newest first',
      description: 'For people who look something up. A program that must miss nothing reads `/api/events/`.',
      query: eventListQuerySchema,
      responses: { 200: eventListSchema },
      errors: ['invalid_cursor', 'invalid_limit'],
    },
    run: async ({ context, caller, query, facts }) => {
      const page = await searchEvents(context, caller, query);
      return ok(listAnswer(page, facts.url, context.config.publicUrl, showEvent));
    },
  }),
  define({
    method: 'GET',
    path: '/api/organization/events/:id/',
    auth: 'session',
    role: 'viewer',
    contract: {
      tag: 'Events',
      summary: 'Read an event',
      params: eventParamsSchema,
      responses: { 200: eventSchema },
      errors: ['not_found'],
    },
    run: async ({ context, caller, params }) => ok(showEvent(await getEvent(context, caller, params.id))),
  }),
];
