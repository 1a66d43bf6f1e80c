import { isDeepStrictEqual } from 'node:util';
import type { AuditDetails } from '#platform/contract/audit.ts';
import type { Organization } from './organization.ts';
import { showOrganization } from './show-organization.ts';

/** The settings that differ, as the API names them: `{ "name": { "from": "Ink", "to": "Paper & Ink" } }`. */
export function listChanges(before: Organization, after: Organization): AuditDetails {
  const { branding: oldBranding, ...oldSettings } = showOrganization(before);
  const { branding: newBranding, ...newSettings } = showOrganization(after);
  return {
    ...differing(oldSettings, newSettings),
    ...differing(oldBranding, newBranding),
  };
}

function differing<T extends AuditDetails>(before: T, after: T): AuditDetails {
  const changed = Object.keys(after).filter((key) => !isDeepStrictEqual(before[key], after[key]));
  return Object.fromEntries(
    changed.map((key) => [key, { from: before[key] ?? null, to: after[key] ?? null }]),
  );
}
