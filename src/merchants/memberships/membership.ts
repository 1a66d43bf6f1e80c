import type { Role } from '#platform/contract/roles.ts';

export type Membership = { readonly organizationId: string; readonly role: Role };
/** An organization that a person belongs to. */
export type Belonging = Membership & { readonly organizationName: string };
/** Who a person is in one organization. */
export type Seat = { readonly userId: string; readonly role: Role };
