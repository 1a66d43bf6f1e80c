import * as Radix from '@radix-ui/react-dialog';
import type { Account } from '@/api/types.ts';
import { Navigation } from './navigation.tsx';

type DrawerProps = {
  readonly account: Account;
  readonly onClose: () => void;
  readonly onSearch: () => void;
};

/** The navigation as it slides in on a phone. */
export function Drawer({ account, onClose, onSearch }: DrawerProps) {
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="scrim scrim-plain">
          <Radix.Content className="drawer" aria-describedby={undefined}>
            <Radix.Title className="screen-reader">Menu</Radix.Title>
            <Navigation account={account} onSearch={onSearch} onFollow={onClose} />
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}
