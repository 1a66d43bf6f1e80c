import { useQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { secondFactorQuery } from '@/api/second-factor.ts';
import type { Account } from '@/api/types.ts';
import { Notice } from '@/ui/notice.tsx';
import { isolated } from '../../../src/platform/contract/directions.ts';

type Props = { readonly account: Account; readonly children: ReactNode };

/**
 * Where the organization asks for a second factor, somebody without one sees nothing but where one is added. The screen
 * keeps its place when one was added, since it shows recovery codes then, this once.
 */
export function EnrolmentGate({ account, children }: Props) {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const isAsked = account.organization.require_second_factor;
  const { data: factor, isPending } = useQuery({ ...secondFactorQuery, enabled: isAsked });
  const isShut = isAsked && factor && !factor.authenticator && factor.passkeys.length === 0;
  const isSeen = !isAsked || (isShut ? path.startsWith('/settings/security') : !isPending);
  return (
    <>
      {isShut && (
        <div className="enrolment">
          <Notice
            tone="warning"
            title={`${isolated(account.organization.name)} asks for a second factor`}
            action={
              <Link
                to="/settings/$section"
                params={{ section: 'security' }}
                className="button button-secondary"
              >
                Add one
              </Link>
            }
          >
            Add an app or a passkey; until then you see nothing of it.
          </Notice>
        </div>
      )}
      {isSeen && children}
    </>
  );
}
