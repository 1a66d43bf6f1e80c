import * as Radix from '@radix-ui/react-dialog';
import { useState } from 'react';
import type { Account } from '@/api/types.ts';
import { IconButton } from '@/ui/button.tsx';
import { Mark } from '@/ui/mark.tsx';
import { Navigation } from './navigation.tsx';

/** On narrow screens the navigation waits behind a button. */
export function PhoneBar({ account, onSearch }: { readonly account: Account; readonly onSearch: () => void }) {
  const [isOpen, setOpen] = useState(false);
  const { organization } = account;
  const search = () => {
    setOpen(false);
    onSearch();
  };
  return (
    <header className="phone-bar">
      <p className="organization">
        <Mark name={organization.name} logoUrl={organization.branding.logo_url} />
        <span className="clip">{organization.name}</span>
      </p>
      <IconButton name="Search" icon="search" size="normal" onClick={onSearch} />
      <Radix.Root open={isOpen} onOpenChange={setOpen}>
        <Radix.Trigger asChild>
          <IconButton name="Menu" icon="menu" size="normal" />
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Overlay className="scrim scrim-plain">
            <Radix.Content className="drawer" aria-describedby={undefined}>
              <Radix.Title className="screen-reader">Menu</Radix.Title>
              <Navigation account={account} onSearch={search} onFollow={() => setOpen(false)} />
            </Radix.Content>
          </Radix.Overlay>
        </Radix.Portal>
      </Radix.Root>
    </header>
  );
}
