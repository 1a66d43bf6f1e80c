import { queryOptions } from '@tanstack/react-query';
import type { Static } from 'typebox';
import type {
  Firing,
  firingAnswerSchema,
  SimulatorAnswer,
  SimulatorPut,
} from '../../../src/platform/contract/simulator.ts';
import { request } from './client.ts';

const base = '/api/organization/simulator/';

/** What goes wrong with the next payments of the sandbox. Admins may ask. */
export const simulatorQuery = queryOptions({
  queryKey: ['simulator'],
  queryFn: ({ signal }) => request<SimulatorAnswer>('GET', base, { signal }),
});

export const changeSimulator = (body: SimulatorPut) => request<SimulatorAnswer>('PUT', base, { body });
export const fireAt = (checkoutId: string, event: Firing) =>
  request<Static<typeof firingAnswerSchema>>('POST', `/api/checkouts/${checkoutId}/simulate/`, {
    body: { event },
  });
