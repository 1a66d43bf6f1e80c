import type { Role } from '../../../src/platform/contract/roles.ts';

export const roleNames: Readonly<Record<Role, string>> = {
  owner: 'Owner',
  admin: 'Admin',
  staff: 'Staff',
  viewer: 'Viewer',
};

/** What each role may beside all that the one before it may. */
export const roleSentences: Readonly<Record<Role, string>> = {
  viewer: 'Sees everything but the audit log, changes nothing. For an accountant.',
  staff: 'Makes and changes products and payment links.',
  admin: 'Refunds. Changes keys, webhook, settings and the team.',
  owner: 'Makes and removes admins and owners.',
};
