import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { paymentLinkQuery, watchMs } from '@/api/payment-links.ts';
import { paymentQuery } from '@/api/payments.ts';
import { formatFullWithZone } from '@/lib/dates.ts';
import { formatMoney } from '@/lib/money.ts';
import { useModeOf } from '@/mode.ts';
import { Amount } from '@/ui/amount.tsx';
import { CopyIcon } from '@/ui/copy.tsx';
import { Failure, SkeletonPage } from '@/ui/loading.tsx';
import { type Figure, Figures, Page } from '@/ui/page.tsx';
import { part } from '@/ui/part.tsx';
import { PaymentStatusPill } from '@/ui/pill.tsx';
import { Written } from '@/ui/written.tsx';
import { useZone } from '@/use-account.ts';
import type { TransactionAnswer } from '../../../../src/platform/contract/transactions.ts';
import { formatAmount, minorOf } from '../../../../src/platform/kit/money.ts';
import { payerOf } from '../../lib/payer.ts';
import { AttemptsCard } from './attempts.tsx';
import { PaymentActions } from './payment-actions.tsx';
import { BuyerCard, DetailsCard, LinesCard } from './payment-cards.tsx';

// What is asked for by itself and stands below the rest.
const DeliveriesCard = part(() =>
  import('./deliveries-card.tsx').then(({ DeliveriesCard }) => DeliveriesCard),
);
const LedgerCard = part(() => import('./ledger-card.tsx').then(({ LedgerCard }) => LedgerCard));

// What few payments have.
const ReceivedCard = part(() => import('./bank-money.tsx').then(({ ReceivedCard }) => ReceivedCard));
const DisputeNotice = part(() => import('./bank-money.tsx').then(({ DisputeNotice }) => DisputeNotice));
const RefundsCard = part(() => import('./refunds-card.tsx').then(({ RefundsCard }) => RefundsCard));

const route = getRouteApi('/shell/payments/$paymentId');

const undecided: readonly TransactionAnswer['status'][] = ['processing', 'refund_pending'];
const parent = { to: '/payments', label: 'Payments' } as const;

export function PaymentScreen() {
  const { paymentId } = route.useParams();
  const zone = useZone();
  const {
    data: payment,
    error,
    refetch,
  } = useQuery({
    ...paymentQuery(paymentId),
    refetchInterval: ({ state }) => (state.data && undecided.includes(state.data.status) ? watchMs : false),
  });
  useModeOf(payment?.mode);
  if (!payment) {
    return error ? (
      <Page name="Payment" parent={parent}>
        <Failure error={error} retry={() => void refetch()} />
      </Page>
    ) : (
      <SkeletonPage />
    );
  }
  return (
    <Page
      name={payment.id}
      heading={
        <span className="row wrap">
          <Amount value={payment.gross_amount} currency={payment.currency} code />
          <PaymentStatusPill status={payment.status} dispute={payment.dispute} />
        </span>
      }
      parent={parent}
      crumb={
        <span className="row id-crumb">
          <span className="mono">{payment.id}</span>
          <CopyIcon text={payment.id} name="payment id" />
        </span>
      }
      below={<Story payment={payment} zone={zone} />}
      tools={<PaymentActions payment={payment} />}
    >
      {payment.dispute && <DisputeNotice dispute={payment.dispute} payment={payment} zone={zone} />}
      <Figures label="Amounts" figures={figuresOf(payment)} />
      <div className="columns">
        <div className="stack">
          {payment.received_amount !== null && payment.paid_at === null && <ReceivedCard payment={payment} />}
          <AttemptsCard payment={payment} zone={zone} />
          <RefundsCard payment={payment} zone={zone} />
          <LinesCard payment={payment} />
          <DeliveriesCard payment={payment} zone={zone} />
        </div>
        <div className="stack">
          <BuyerCard payment={payment} />
          <LedgerCard payment={payment} zone={zone} />
          <DetailsCard payment={payment} zone={zone} />
        </div>
      </div>
    </Page>
  );
}

/** Who paid through what, and when. */
function Story({ payment, zone }: { readonly payment: TransactionAnswer; readonly zone: string }) {
  const { payment_link_id: linkId, paid_at: paidAt } = payment;
  const { data: link } = useQuery({ ...paymentLinkQuery(linkId ?? ''), enabled: linkId !== null });
  const verb = paidAt ? 'paid' : 'tried to pay';
  return (
    <p className="soft">
      <Written>{payerOf(payment)}</Written> {verb}
      {linkId && (
        <>
          {' through '}
          <Link to="/payment-links/$linkId" params={{ linkId }}>
            <Written>{link?.name ?? 'a payment link'}</Written>
          </Link>
        </>
      )}
      , {formatFullWithZone(new Date(paidAt ?? payment.created_at), zone)}
    </p>
  );
}

function figuresOf(payment: TransactionAnswer): Figure[] {
  const { currency } = payment;
  const wasPaid = payment.paid_at !== null;
  const money = (amount: string) => <Amount value={amount} currency={currency} />;
  const left = formatAmount(minorOf(payment.gross_amount) - minorOf(payment.refunded_amount));
  const nothing = 'Nothing was charged';
  return [
    {
      name: 'Gross',
      value: money(payment.gross_amount),
      note: `${formatMoney(payment.tax_amount, currency)} of it is tax`,
    },
    {
      name: 'Fee',
      value: money(minorOf(payment.fee_amount) === 0n ? '0.00' : `-${payment.fee_amount}`),
      note: wasPaid ? 'Kept by the platform' : nothing,
    },
    { name: 'Net', value: money(payment.net_amount), note: wasPaid ? 'Gross less fee' : nothing },
    {
      name: 'Refunded',
      value: money(payment.refunded_amount),
      note: wasPaid ? `${formatMoney(left, currency)} not refunded` : nothing,
    },
  ];
}
