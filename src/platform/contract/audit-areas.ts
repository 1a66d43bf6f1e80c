import { keysOf } from '#platform/kit/keys-of.ts';
import type { AuditArea } from './audit-actions.ts';

/** What actions begin with. In a file without the actions, which an address of the dashboard does not need. */
const areas: Readonly<Record<AuditArea, true>> = {
  organization: true,
  user: true,
  team: true,
  api_key: true,
  product: true,
  payment_link: true,
  webhook: true,
  provider: true,
  refund: true,
  bank_statement: true,
  bank_entry: true,
  bank_refunds: true,
  mail: true,
  buyer: true,
  simulator: true,
};
export const auditAreas = keysOf(areas);
