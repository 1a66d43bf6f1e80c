import { Link } from '@tanstack/react-router';
import type { Account } from '@/api/types.ts';
import { Key } from '@/ui/button.tsx';
import { Icon, type IconName } from '@/ui/icon.tsx';
import { Mark } from '@/ui/mark.tsx';
import { Written } from '@/ui/written.tsx';
import { AccountMenu } from './account-menu.tsx';
import { ModeSwitch } from './mode-switch.tsx';
import { commandKey } from './shortcuts.ts';

type Place = {
  readonly to: '/' | '/payment-links' | '/payments' | '/products' | '/settings/$section';
  readonly label: string;
  readonly icon: IconName;
};

export const places: readonly Place[] = [
  { to: '/', label: 'Home', icon: 'home' },
  { to: '/payment-links', label: 'Payment links', icon: 'link' },
  { to: '/payments', label: 'Payments', icon: 'payment' },
  { to: '/products', label: 'Products', icon: 'product' },
  { to: '/settings/$section', label: 'Settings', icon: 'settings' },
];

type NavigationProps = {
  readonly account: Account;
  readonly onSearch: () => void;
  readonly onFollow?: () => void;
};

/** Who one sells as, in which mode, and where one can go. */
export function Navigation({ account, onSearch, onFollow }: NavigationProps) {
  const { organization } = account;
  return (
    <div className="navigation">
      <p className="organization">
        <Mark name={organization.name} logoUrl={organization.branding.logo_url} />
        <span className="clip">
          <Written>{organization.name}</Written>
        </span>
      </p>
      <ModeSwitch />
      <button type="button" className="search-button" onClick={onSearch}>
        <Icon name="search" size={14} />
        Search or do
        <Key>{commandKey} K</Key>
      </button>
      <nav aria-label="Main">
        <ul>
          {places.map(({ to, label, icon }) => (
            <li key={to}>
              <Link
                to={to}
                {...(to === '/settings/$section' ? { params: { section: 'profile' } } : {})}
                activeOptions={{ exact: to === '/', includeSearch: false }}
                onClick={onFollow}
              >
                <Icon name={icon} />
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="navigation-foot">
        <a href="/docs" className="help">
          <Icon name="info" />
          API reference
        </a>
        <AccountMenu account={account} />
      </div>
    </div>
  );
}
