import { Suspense, useState } from 'react';
import type { Account } from '@/api/types.ts';
import { useMode } from '@/mode.ts';
import { IconButton } from '@/ui/button.tsx';
import { Mark } from '@/ui/mark.tsx';
import { part } from '@/ui/part.tsx';
import { Written } from '@/ui/written.tsx';

const Drawer = part(() => import('./drawer.tsx').then(({ Drawer }) => Drawer));

/** On narrow screens the navigation waits behind a button. */
export function PhoneBar({
  account,
  onSearch,
}: {
  readonly account: Account;
  readonly onSearch: () => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const { organization } = account;
  const mode = useMode();
  const close = () => setOpen(false);
  return (
    <header className="phone-bar">
      <p className="organization">
        <Mark name={organization.name} logoUrl={organization.branding.logo_url} />
        <span className="clip">
          <Written>{organization.name}</Written>
        </span>
      </p>
      {mode === 'live' && <span className="pill">Live</span>}
      <IconButton name="Search" icon="search" size="normal" onClick={onSearch} />
      <IconButton
        name="Menu"
        icon="menu"
        size="normal"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      />
      {isOpen && (
        <Suspense>
          <Drawer
            account={account}
            onClose={close}
            onSearch={() => {
              close();
              onSearch();
            }}
          />
        </Suspense>
      )}
    </header>
  );
}
