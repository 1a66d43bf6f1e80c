import type { PayingContext } from '#paying/context.ts';
import { checkoutParamsSchema } from '#platform/contract/checkouts.ts';
import {
  firingAnswerSchema,
  firingBodySchema,
  simulatorPutSchema,
  simulatorSchema,
} from '#platform/contract/simulator.ts';
import { ok, type Route, route } from '#platform/http/route.ts';
import { changeSimulator, getFaults } from './simulator/change-simulator.ts';
import { fireNotification } from './simulator/fire-notification.ts';

const tag = 'Simulator';
const define = route<PayingContext>();

export const simulatorRoutes: Route<PayingContext>[] = [
  define({
    method: 'GET',
    path: '/api/organization/simulator/',
    auth: 'session',
    role: 'admin',
    contract: {
      tag,
      summary: 'Read the faults of the sandbox',
      responses: { 200: simulatorSchema },
    },
    run: async ({ context, caller }) => ok(await getFaults(context, caller.organizationId)),
  }),
  define({
    method: 'PUT',
    path: '/api/organization/simulator/',
    auth: 'session',
    role: 'admin',
    contract: {
      tag,
      summary: 'Set the faults of the sandbox',
      description:
        'They hold for sandbox payments and refunds from then on; one that is left out is off. Which payments a percentage meets follows from their ids. Live payments know no simulator.',
      body: simulatorPutSchema,
      responses: { 200: simulatorSchema },
      errors: ['invalid_value'],
    },
    run: async ({ context, caller, body }) => ok(await changeSimulator(context, caller, body ?? {})),
  }),
  define({
    method: 'POST',
    path: '/api/checkouts/:id/simulate/',
    auth: 'session',
    role: 'admin',
    contract: {
      tag,
      summary: 'Let the sandbox send a notification now',
      description:
        'About the newest attempt, or the one that payment_id names: a success (also after cancel or expiry), a failure, the end of an open payment, or once more what was last sent.',
      params: checkoutParamsSchema,
      body: firingBodySchema,
      responses: { 200: firingAnswerSchema },
      errors: ['invalid_value', 'sandbox_only', 'simulation_impossible'],
    },
    run: async ({ context, caller, params, body }) =>
      ok(await fireNotification(context, caller, params.id, body)),
  }),
];
