/** What members of an organization may be, from the one that may least to the one that may most. */
export const roles = ['viewer', 'staff', 'admin', 'owner'] as const;
export type Role = (typeof roles)[number];

/** Whether somebody of this role makes, changes and removes others of the role `concerned`: admins and owners are the owners' matter. */
export function decidesAbout(role: Role, concerned: Role): boolean {
  return role === 'owner' || (role === 'admin' && !isAtLeast(concerned, 'admin'));
}

/** Whether a role may what `needed` may. */
export function isAtLeast(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}
