import * as Radix from '@radix-ui/react-dialog';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type NavigateOptions, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import { paymentLinksQuery } from '@/api/payment-links.ts';
import { paymentsQuery } from '@/api/payments.ts';
import { formatMoment } from '@/lib/dates.ts';
import { formatMoney } from '@/lib/money.ts';
import { Key } from '@/ui/button.tsx';
import { copyText } from '@/ui/copy.tsx';
import { Icon, type IconName } from '@/ui/icon.tsx';
import { LinkStatusPill } from '@/ui/pill.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useMay, useZone } from '@/use-account.ts';
import { useSignOut } from './account-menu.tsx';
import { places } from './navigation.tsx';

type Item = {
  readonly id: string;
  readonly group: string;
  readonly icon: IconName;
  readonly text: string;
  readonly aside?: ReactNode;
  readonly run: () => unknown;
};

const fewRows = 4;

/** Goes anywhere and does most things by typing: links, payments, actions, in that order. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const search = useDeferredValue(typed.trim());
  const items = useItems(search);
  const active = Math.min(at, Math.max(0, items.length - 1));
  useEffect(() => {
    list.current?.querySelector(`[id="${id}-${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active, id]);
  const choose = (item: Item | undefined) => {
    if (!item) return;
    onClose();
    item.run();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && items.length > 0) setAt((active + step + items.length) % items.length);
    else if (event.key === 'Enter') choose(items[active]);
    else return;
    event.preventDefault();
  };
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="scrim">
          <Radix.Content className="palette" aria-describedby={undefined}>
            <Radix.Title className="screen-reader">Search or do</Radix.Title>
            <div className="palette-field">
              <Icon name="search" />
              <input
                role="combobox"
                aria-label="Search or do"
                aria-expanded="true"
                aria-controls={`${id}-list`}
                aria-activedescendant={items.length > 0 ? `${id}-${active}` : undefined}
                placeholder="Links, payments, actions"
                autoComplete="off"
                spellCheck={false}
                maxLength={120}
                value={typed}
                onChange={(event) => {
                  setTyped(event.target.value);
                  setAt(0);
                }}
                onKeyDown={onKeyDown}
              />
              <Radix.Close className="palette-close">
                <span className="screen-reader">Close</span>
                <Key>esc</Key>
              </Radix.Close>
            </div>
            <div className="palette-list" role="listbox" id={`${id}-list`} aria-label="Results" ref={list}>
              {items.map((item, index) => (
                <Row
                  key={item.id}
                  id={`${id}-${index}`}
                  item={item}
                  heading={item.group !== items[index - 1]?.group}
                  isActive={index === active}
                  search={search}
                  onChoose={() => choose(item)}
                />
              ))}
            </div>
            {items.length === 0 && <p className="nothing">Nothing fits “{search}”.</p>}
            <footer aria-hidden="true">
              <span>
                <Key>↑</Key>
                <Key>↓</Key> move
              </span>
              <span>
                <Key>↵</Key> open
              </span>
            </footer>
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}

type RowProps = {
  readonly id: string;
  readonly item: Item;
  readonly heading: boolean;
  readonly isActive: boolean;
  readonly search: string;
  readonly onChoose: () => void;
};

function Row({ id, item, heading, isActive, search, onChoose }: RowProps) {
  return (
    <>
      {heading && (
        <p className="palette-group" role="presentation">
          {item.group}
        </p>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field */}
      <div role="option" id={id} aria-selected={isActive} onClick={onChoose}>
        <Icon name={item.icon} />
        <span className="clip">
          <Marked text={item.text} search={search} />
        </span>
        {item.aside}
      </div>
    </>
  );
}

/** Underlines what was searched for. */
function Marked({ text, search }: { readonly text: string; readonly search: string }) {
  const start = search ? text.toLowerCase().indexOf(search.toLowerCase()) : -1;
  if (start === -1) return text;
  const end = start + search.length;
  return (
    <>
      {text.slice(0, start)}
      <mark>{text.slice(start, end)}</mark>
      {text.slice(end)}
    </>
  );
}

function useItems(search: string): readonly Item[] {
  const zone = useZone();
  const navigate = useNavigate();
  const actions = useActions();
  const q = search || undefined;
  const links = useQuery({
    ...paymentLinksQuery({ q, limit: fewRows }),
    placeholderData: keepPreviousData,
  });
  const payments = useQuery({ ...paymentsQuery({ q, limit: fewRows }), enabled: search !== '' });
  const go = (options: NavigateOptions) => () => void navigate(options);
  const linkItems = (links.data?.results ?? []).flatMap((link, index): Item[] => {
    const open: Item = {
      id: link.id,
      group: 'Payment links',
      icon: 'link',
      text: link.name,
      aside: <LinkStatusPill status={link.status} />,
      run: go({ to: '/payment-links/$linkId', params: { linkId: link.id } }),
    };
    const copy: Item = {
      id: `${link.id} copy`,
      group: 'Payment links',
      icon: 'copy',
      text: `Copy the address of ${link.name}`,
      run: async () => {
        const copied = await copyText(link.url);
        showToast(copied ? `Copied the link of “${link.name}”.` : 'The browser does not allow copying.');
      },
    };
    return index === 0 && search ? [open, copy] : [open];
  });
  const paymentItems = (search ? (payments.data?.results ?? []) : []).map(
    (payment): Item => ({
      id: payment.id,
      group: 'Payments',
      icon: 'payment',
      text: `${formatMoney(payment.gross_amount, payment.currency)}, ${payment.payer_email}`,
      aside: <span className="muted number">{formatMoment(new Date(payment.created_at), zone)}</span>,
      run: go({ to: '/payments/$paymentId', params: { paymentId: payment.id } }),
    }),
  );
  const wanted = search.toLowerCase();
  return [
    ...linkItems,
    ...paymentItems,
    ...actions.filter(({ text }) => text.toLowerCase().includes(wanted)),
  ];
}

function useActions(): readonly Item[] {
  const navigate = useNavigate();
  const signOut = useSignOut();
  const may = useMay('staff');
  const making: Item[] = [
    {
      id: 'new-link',
      group: 'Actions',
      icon: 'plus',
      text: 'Create a payment link',
      aside: <Key>C</Key>,
      run: () => navigate({ to: '/payment-links/new' }),
    },
    {
      id: 'new-product',
      group: 'Actions',
      icon: 'plus',
      text: 'Create a product',
      run: () => navigate({ to: '/products', search: { edit: 'new' } }),
    },
  ];
  return [
    ...(may ? making : []),
    ...places.map(
      ({ to, label, icon }): Item => ({
        id: to,
        group: 'Actions',
        icon,
        text: `Go to ${label}`,
        run: () => navigate(to === '/settings/$section' ? { to, params: { section: 'profile' } } : { to }),
      }),
    ),
    {
      id: 'sign-out',
      group: 'Actions',
      icon: 'signOut',
      text: 'Sign out',
      run: () => signOut(),
    },
  ];
}
