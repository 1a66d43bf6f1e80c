import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { logOut } from '@/api/account.ts';
import { forgetToken } from '@/api/session.ts';
import { forgetAccount } from '@/api/session-guard.ts';
import type { Account } from '@/api/types.ts';
import { dropDraftsEverywhere } from '@/forms/drafts.ts';
import { mayLeave } from '@/forms/unsaved.ts';
import { initialsOf } from '@/lib/initials.ts';
import { roleNames } from '@/lib/role-words.ts';
import { Icon } from '@/ui/icon.tsx';
import { Popover } from '@/ui/popover.tsx';
import { Written } from '@/ui/written.tsx';
import { useAccount } from '@/use-account.ts';

/** Signs out: the server forgets the session, and this device what it showed and what was typed. */
export function useSignOut(): () => Promise<void> {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { user } = useAccount();
  return async () => {
    if (!(await mayLeave())) return;
    // A session that has already ended is as good as signed out.
    await logOut().catch(() => undefined);
    dropDraftsEverywhere(user.id);
    forgetToken();
    forgetAccount();
    await navigate({ to: '/login' });
    queryClient.clear();
  };
}

export function AccountMenu({ account }: { readonly account: Account }) {
  const signOut = useSignOut();
  const { user, role } = account;
  return (
    <Popover
      label="Account"
      side="above"
      className="menu"
      trigger={{
        className: 'account',
        children: (
          <>
            <span className="avatar" aria-hidden="true">
              {initialsOf(user.name)}
            </span>
            <span className="clip">
              <Written>{user.name}</Written>
            </span>
            <span className="muted small">{roleNames[role]}</span>
          </>
        ),
      }}
    >
      {(close) => (
        <>
          <p className="clip muted small">
            <Written>{user.email}</Written>
          </p>
          <Link to="/settings/$section" params={{ section: 'account' }} className="menu-item" onClick={close}>
            <Icon name="lock" />
            Password and sessions
          </Link>
          <button type="button" className="menu-item" onClick={() => void signOut()}>
            <Icon name="signOut" />
            Sign out
          </button>
        </>
      )}
    </Popover>
  );
}
