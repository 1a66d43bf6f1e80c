import * as Popover from '@radix-ui/react-popover';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { logOut } from '@/api/account.ts';
import { forgetToken } from '@/api/session.ts';
import type { Account } from '@/api/types.ts';
import { Icon } from '@/ui/icon.tsx';

export const roleNames = { owner: 'Owner', admin: 'Admin', staff: 'Staff', viewer: 'Viewer' } as const;

/** Signs out: the server forgets the session, and this device what it showed. */
export function useSignOut(): () => Promise<void> {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return async () => {
    // A session that has already ended is as good as signed out.
    await logOut().catch(() => undefined);
    forgetToken();
    await navigate({ to: '/login' });
    queryClient.clear();
  };
}

export function AccountMenu({ account }: { readonly account: Account }) {
  const signOut = useSignOut();
  const { user, role } = account;
  return (
    <Popover.Root>
      <Popover.Trigger className="account">
        <span className="avatar" aria-hidden="true">
          {initials(user.name)}
        </span>
        <span className="clip">{user.name}</span>
        <span className="muted small">{roleNames[role]}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover menu"
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={12}
          aria-label="Account"
        >
          <p className="clip muted small">{user.email}</p>
          <Popover.Close asChild>
            <Link to="/settings/$section" params={{ section: 'account' }} className="menu-item">
              <Icon name="lock" />
              Password and sessions
            </Link>
          </Popover.Close>
          <button type="button" className="menu-item" onClick={() => void signOut()}>
            <Icon name="signOut" />
            Sign out
          </button>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toUpperCase();
}
