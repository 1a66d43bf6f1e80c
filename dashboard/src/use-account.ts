import { useSuspenseQuery } from '@tanstack/react-query';
import { isAtLeast, type Role } from '../../src/platform/contract/roles.ts';
import { accountQuery } from './api/account.ts';
import type { Account } from './api/types.ts';

/** Who is signed in, and for which organization. The shell waits for it, so every screen has it. */
export function useAccount(): Account {
  return useSuspenseQuery(accountQuery).data;
}

/** The time zone that every time is told in. */
export function useZone(): string {
  return useAccount().organization.time_zone;
}

/** Whether the role suffices; the server asks the same again. */
export function useMay(role: Role): boolean {
  return isAtLeast(useAccount().role, role);
}
