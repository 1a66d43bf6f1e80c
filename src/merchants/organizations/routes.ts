import type { Context } from '#platform/context.ts';
import { organizationPatchSchema, organizationSchema } from '#platform/contract/organizations.ts';
import { ok, type Route, route } from '#platform/http/route.ts';
import { getOrganization } from './find-organization.ts';
import { showOrganization } from './show-organization.ts';
import { updateOrganization } from './update-organization.ts';

const tag = 'Organization';

export const organizationRoutes: Route<Context>[] = [
  route<Context>()({
    method: 'GET',
    path: '/api/organization/',
    contract: { summary: 'Read the organization', tag, responses: { 200: organizationSchema } },
    auth: 'session',
    role: 'viewer',
    run: async ({ context, caller }) => {
      const organization = await context.database.transaction((tx) =>
        getOrganization(tx, caller.organizationId),
      );
      return ok(showOrganization(organization));
    },
  }),
  route<Context>()({
    method: 'PATCH',
    path: '/api/organization/',
    contract: {
      summary: 'Change settings of the organization',
      description:
        'Fields that are left out stay; null clears. Limits, fees, reserve and status are the operator’s. Other sites for buyers (website, redirect and embed origins) and require_second_factor ask for a fresh proof.',
      tag,
      body: organizationPatchSchema,
      responses: { 200: organizationSchema },
      errors: [
        'read_only_field',
        'unsupported_currency',
        'invalid_tax_rate',
        'image_unavailable',
        'second_factor_missing',
      ],
    },
    proof: 'depending',
    auth: 'session',
    role: 'admin',
    run: async ({ context, caller, body }) =>
      ok(showOrganization(await updateOrganization(context, caller, body))),
  }),
];
