import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type NavigateOptions, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { paymentLinksQuery } from '@/api/payment-links.ts';
import { paymentsQuery } from '@/api/payments.ts';
import { formatMoment } from '@/lib/dates.ts';
import { formatMoney } from '@/lib/money.ts';
import { Key } from '@/ui/button.tsx';
import { copyText } from '@/ui/copy.tsx';
import type { IconName } from '@/ui/icon.tsx';
import { LinkStatusPill } from '@/ui/pill.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useMay, useZone } from '@/use-account.ts';
import { isolated } from '../../../src/platform/contract/directions.ts';
import { payerOf } from '../lib/payer.ts';
import { useSignOut } from './account-menu.tsx';
import { usePlaces } from './navigation.tsx';

export type Item = {
  readonly id: string;
  readonly group: string;
  readonly icon: IconName;
  readonly text: string;
  readonly aside?: ReactNode;
  readonly run: () => unknown;
};

const fewRows = 4;

/** What fits the search: links, payments, actions, in that order. */
export function useItems(search: string): readonly Item[] {
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
  const wanted = search.toLowerCase();
  // What was found for less stays while the answer is awaited, as far as it fits what is typed by now.
  const stillFits = (query: { isPlaceholderData: boolean }, text: string) =>
    !query.isPlaceholderData || text.toLowerCase().includes(wanted);
  const foundLinks = (links.data?.results ?? []).filter(({ name }) => stillFits(links, name));
  const foundPayments = (payments.data?.results ?? []).filter((payment) =>
    stillFits(payments, payerOf(payment)),
  );
  const linkItems = foundLinks.flatMap((link, index): Item[] => {
    const open: Item = {
      id: link.id,
      group: 'Payment links',
      icon: 'link',
      text: isolated(link.name),
      aside: <LinkStatusPill status={link.status} />,
      run: go({ to: '/payment-links/$linkId', params: { linkId: link.id } }),
    };
    const copy: Item = {
      id: `${link.id} copy`,
      group: 'Payment links',
      icon: 'copy',
      text: `Copy the address of ${isolated(link.name)}`,
      run: async () => {
        const copied = await copyText(link.url);
        showToast(
          copied ? `Copied the link of “${isolated(link.name)}”.` : 'The browser does not allow copying.',
        );
      },
    };
    return index === 0 && search ? [open, copy] : [open];
  });
  const paymentItems = (search ? foundPayments : []).map(
    (payment): Item => ({
      id: payment.id,
      group: 'Payments',
      icon: 'payment',
      text: `${formatMoney(payment.gross_amount, payment.currency)}, ${isolated(payerOf(payment))}`,
      aside: <span className="muted number">{formatMoment(new Date(payment.created_at), zone)}</span>,
      run: go({ to: '/payments/$paymentId', params: { paymentId: payment.id } }),
    }),
  );
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
  const places = usePlaces();
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
        run: () => navigate({ to }),
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
