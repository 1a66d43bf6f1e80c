import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { sentenceOf } from '@/api/client.ts';
import { eventsQuery } from '@/api/events.ts';
import { paymentQuery, paymentsQuery } from '@/api/payments.ts';
import { fireAt } from '@/api/simulator.ts';
import { formatTimeToSecond } from '@/lib/dates.ts';
import { formatMoney } from '@/lib/money.ts';
import { payerOf } from '@/lib/payer.ts';
import { Button } from '@/ui/button.tsx';
import { SelectField } from '@/ui/field.tsx';
import { Icon } from '@/ui/icon.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Notice } from '@/ui/notice.tsx';
import { Card } from '@/ui/page.tsx';
import { paymentStatuses } from '@/ui/pill.tsx';
import { useZone } from '@/use-account.ts';
import type { EventAnswer } from '../../../../src/platform/contract/events.ts';
import type { Firing } from '../../../../src/platform/contract/simulator.ts';
import type { TransactionAnswer } from '../../../../src/platform/contract/transactions.ts';
import { firings } from './fault-words.ts';

/** What was played here since the page was opened. */
type Play = {
  readonly at: Date;
  readonly event: Firing;
  readonly notified: string;
  readonly before: TransactionAnswer;
  readonly after: TransactionAnswer;
};

const mostOffered = 50;
const order = Object.keys(firings) as Firing[];

/** Sends one notification about one payment now. */
export function FireCard() {
  const name = useId();
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery(paymentsQuery({ limit: mostOffered }));
  const [chosenId, setChosenId] = useState<string>();
  const [firing, setFiring] = useState<Firing>('repeat');
  const [plays, setPlays] = useState<Readonly<Record<string, readonly Play[]>>>({});
  const offered = openFirst(data?.results ?? []);
  const payment = offered.find(({ id }) => id === chosenId) ?? offered[0];
  const fire = useMutation({
    mutationFn: async (target: TransactionAnswer) => {
      const before = await queryClient.fetchQuery({ ...paymentQuery(target.id), staleTime: 0 });
      const { event, notified } = await fireAt(target.checkout_id, firing);
      const after = await queryClient.fetchQuery({ ...paymentQuery(target.id), staleTime: 0 });
      return {
        id: target.id,
        play: { at: new Date(), event, notified, before, after },
      };
    },
    onSuccess: ({ id, play }) => setPlays((known) => ({ ...known, [id]: [...(known[id] ?? []), play] })),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['payments'] }),
        queryClient.invalidateQueries({ queryKey: ['events'] }),
      ]),
  });
  const played = payment ? plays[payment.id] : undefined;
  return (
    <>
      <Card title="Play it at one payment now">
        {!data &&
          (error ? <Failure error={error} retry={() => void refetch()} /> : <SkeletonRows rows={2} />)}
        {data && !payment && <NoPayment />}
        {payment && (
          <form
            className="form"
            onSubmit={(event) => {
              event.preventDefault();
              fire.mutate(payment);
            }}
          >
            {fire.error && <Notice tone="critical">{sentenceOf(fire.error)}</Notice>}
            <SelectField
              label="On which checkout"
              choices={offered.map((each) => ({ value: each.id, label: paymentInWords(each) }))}
              value={payment.id}
              onChange={(event) => {
                fire.reset();
                setChosenId(event.currentTarget.value);
              }}
              hint={
                <>
                  <code>{payment.checkout_id}</code>, {paymentStatuses[payment.status].word.toLowerCase()}.{' '}
                  <Link to="/payment-links">Make another one</Link> by paying a link.
                </>
              }
            />
            <div className="faults" role="radiogroup" aria-label="What the provider tells">
              {order.map((each) => (
                <label key={each} className={each === firing ? 'is-on' : undefined}>
                  <input
                    type="radio"
                    name={name}
                    checked={each === firing}
                    onChange={() => setFiring(each)}
                  />
                  <span>
                    <b>{firings[each].label}</b>
                    <span className="sub">{firings[each].told}</span>
                  </span>
                </label>
              ))}
            </div>
            <Button type="submit" icon="arrowRight" busy={fire.isPending}>
              Play fault
            </Button>
          </form>
        )}
      </Card>
      {payment && played && <Result payment={payment} plays={played} />}
    </>
  );
}

function NoPayment() {
  return (
    <p className="soft">
      There is no sandbox payment yet. Open one of your <Link to="/payment-links">payment links</Link> and pay
      with card 4000 0000 0000 0077 for one that is undecided at first.
    </p>
  );
}

/** Those that are undecided come first, each group newest first. */
function openFirst(payments: readonly TransactionAnswer[]): readonly TransactionAnswer[] {
  const cards = payments.filter(
    ({ provider, depositAttempts: attempts }) => provider === 'sandbox' && attempts.length > 0,
  );
  return [
    ...cards.filter(({ status }) => status === 'processing'),
    ...cards.filter(({ status }) => status !== 'processing'),
  ];
}

function paymentInWords(payment: TransactionAnswer): string {
  const amount = formatMoney(payment.gross_amount, payment.currency);
  return `${amount}, ${payerOf(payment)}, ${paymentStatuses[payment.status].word.toLowerCase()}`;
}

type ResultProps = { readonly payment: TransactionAnswer; readonly plays: readonly Play[] };

/** What must hold whatever the provider does, then what was played beside what the product did. */
function Result({ payment, plays }: ResultProps) {
  const zone = useZone();
  const { data } = useQuery(eventsQuery({ q: payment.id, limit: 100 }));
  const events = data?.results ?? [];
  const verdicts = verdictsOf(payment, events);
  const holds = verdicts.every(({ isFine }) => isFine);
  return (
    <section className="card" aria-labelledby="result-heading">
      <div className="card-head">
        <h2 id="result-heading">{holds ? 'It held' : 'Something is wrong'}</h2>
        <Link to="/payments/$paymentId" params={{ paymentId: payment.id }}>
          Open the payment
        </Link>
      </div>
      <ul className="verdict">
        {verdicts.map(({ title, detail, isFine }) => (
          <li key={title}>
            <Icon name={isFine ? 'check' : 'warning'} className={isFine ? 'ink-positive' : 'ink-critical'} />
            <span>{title}</span>
            <span className="sub">{detail}</span>
          </li>
        ))}
      </ul>
      <ol className="lanes" aria-label="Played and done">
        <li className="lane-head" aria-hidden="true">
          <span>Played</span>
          <span>Time</span>
          <span>What the product did</span>
        </li>
        {plays.map((play) => (
          <li key={play.at.toISOString()}>
            <span>
              “{play.notified}”{play.event === 'repeat' ? ' told again' : ' told'}
            </span>
            <time dateTime={play.at.toISOString()}>{formatTimeToSecond(play.at, zone)}</time>
            <span>{doneInWords(play)}</span>
          </li>
        ))}
      </ol>
      <div className="card-foot spread">
        <Link
          to="/developers/$section"
          params={{ section: 'deliveries' }}
          search={{ transaction: payment.id }}
        >
          What was sent to your server
        </Link>
      </div>
    </section>
  );
}

function doneInWords({ before, after }: Play): string {
  if (before.status !== after.status) {
    const [from, to] = [before, after].map(({ status }) => paymentStatuses[status].word);
    return `${from}, now ${to?.toLowerCase()}. An event tells of it.`;
  }
  if (attemptsOf(before) !== attemptsOf(after)) {
    return 'The attempt ended without money, and the buyer may try again. An event tells of it.';
  }
  return 'Recognized, nothing changed. No event, no mail, no second charge.';
}

const attemptsOf = ({ depositAttempts: attempts }: TransactionAnswer) =>
  attempts.map(({ paymentId, status }) => `${paymentId} ${status}`).join();

type VerdictOf = { readonly title: string; readonly detail: string; readonly isFine: boolean };

function verdictsOf(payment: TransactionAnswer, events: readonly EventAnswer[]): readonly VerdictOf[] {
  const charges = payment.depositAttempts.filter(({ status }) => status === 'succeeded').length;
  const sequences = events
    .map(({ body }) => (JSON.parse(body) as { readonly sequence?: number }).sequence)
    .filter((sequence) => sequence !== undefined)
    .sort((left, right) => left - right);
  const isWhole = sequences.every((sequence, index) => sequence === index + 1);
  const paidTimes = events.filter(
    ({ event, told_status: status }, index) =>
      event === 'transaction.status_changed' &&
      status === 'paid' &&
      events[index + 1]?.told_status !== 'paid',
  ).length;
  return [
    {
      title: charges === 0 ? 'Not charged' : 'Charged once',
      detail: charges === 0 ? 'no money moved' : formatMoney(payment.gross_amount, payment.currency),
      isFine: charges <= 1,
    },
    {
      title: sequences.length === 1 ? 'One event' : `Events 1 to ${sequences.length}`,
      detail: isWhole ? 'none missing, none twice' : 'one is missing or twice',
      isFine: isWhole,
    },
    {
      title: paidTimes === 0 ? 'Not told as paid' : 'Told as paid once',
      detail: paymentStatuses[payment.status].word,
      isFine: paidTimes <= 1,
    },
  ];
}
