/** What members of an organization may be, from the one that may least to the one that may most. */
export const roles = ['viewer', 'staff', 'admin', 'owner'] as const;
export type Role = (typeof roles)[number];

/** Whether a role may what `needed` may. */
export function isAtLeast(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}
