import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { toMatchQuery } from '@/api/bank-entries.ts';
import type { Account } from '@/api/types.ts';
import { Key } from '@/ui/button.tsx';
import { Icon, type IconName } from '@/ui/icon.tsx';
import { Mark } from '@/ui/mark.tsx';
import { Written } from '@/ui/written.tsx';
import { useHasBank, useProviders } from '@/use-live.ts';
import { AccountMenu } from './account-menu.tsx';
import { ModeSwitch } from './mode-switch.tsx';
import { commandKey } from './shortcuts.ts';

type Place = {
  readonly to:
    | '/'
    | '/payment-links'
    | '/payments'
    | '/bank-transfers'
    | '/products'
    | '/developers'
    | '/settings';
  readonly label: string;
  readonly icon: IconName;
};

const places: readonly Place[] = [
  { to: '/', label: 'Home', icon: 'home' },
  { to: '/payment-links', label: 'Payment links', icon: 'link' },
  { to: '/payments', label: 'Payments', icon: 'payment' },
  { to: '/bank-transfers', label: 'Bank transfers', icon: 'bank' },
  { to: '/products', label: 'Products', icon: 'product' },
  { to: '/developers', label: 'Developers', icon: 'code' },
  { to: '/settings', label: 'Settings', icon: 'settings' },
];

/** Where one can go now: bank transfers only where an account is, or was, connected. */
export function usePlaces(): readonly Place[] {
  const hasBank = useHasBank();
  return places.filter(({ to }) => to !== '/bank-transfers' || hasBank);
}

type NavigationProps = {
  readonly account: Account;
  readonly onSearch: () => void;
  readonly onFollow?: () => void;
};

/** Who one sells as, in which mode, and where one can go. */
export function Navigation({ account, onSearch, onFollow }: NavigationProps) {
  const { organization } = account;
  const shown = usePlaces();
  return (
    <div className="navigation">
      <p className="organization">
        <Mark name={organization.name} logoUrl={organization.branding.logo_url} />
        <span className="clip">
          <Written>{organization.name}</Written>
        </span>
      </p>
      <ModeSwitch onFollow={onFollow} />
      <button type="button" className="search-button" onClick={onSearch}>
        <Icon name="search" size={14} />
        Search or do
        <Key>{commandKey} K</Key>
      </button>
      <nav aria-label="Main">
        <ul>
          {shown.map(({ to, label, icon }) => (
            <li key={to}>
              <Link to={to} activeOptions={{ exact: to === '/', includeSearch: false }} onClick={onFollow}>
                <Icon name={icon} />
                {label}
                {to === '/bank-transfers' && <ToMatchCount />}
                {to === '/settings' && <FailingCount />}
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

/** How many transfers wait for somebody to say what they are. */
function ToMatchCount() {
  const { data } = useQuery({ ...toMatchQuery(), staleTime: 30_000 });
  if (!data || data.results.length === 0) return null;
  return <Count count={`${data.results.length}${data.next ? '+' : ''}`} what="to match" />;
}

/** How many providers do not work. */
function FailingCount() {
  const failing = useProviders()?.filter(({ status }) => status === 'failing').length ?? 0;
  return failing === 0 ? null : <Count count={String(failing)} what="needs attention" />;
}

function Count({ count, what }: { readonly count: string; readonly what: string }) {
  return (
    <span className="count" title={what}>
      <span className="screen-reader">, </span>
      {count}
      <span className="screen-reader"> {what}</span>
    </span>
  );
}
