import { formatFull, formatTimeToSecond } from '@/lib/dates.ts';
import { dayOf } from '@/lib/zoned-time.ts';
import { Icon, type IconName } from '@/ui/icon.tsx';
import { Card } from '@/ui/page.tsx';
import { declines, readDeclineCode } from '../../../../src/platform/contract/declines.ts';
import type { TransactionAnswer } from '../../../../src/platform/contract/transactions.ts';
import { cardInWords } from '../../lib/card-in-words.ts';

type Attempt = TransactionAnswer['depositAttempts'][number];

type Look = { readonly icon: IconName; readonly tone: string; readonly words: string };

const looks: Readonly<Record<Attempt['status'], Look>> = {
  succeeded: { icon: 'check', tone: 'ink-positive', words: 'Paid' },
  requires_payment_method: { icon: 'close', tone: 'ink-critical', words: 'Declined' },
  requires_action: { icon: 'lock', tone: 'ink-accent', words: 'Waiting for the buyer to confirm' },
  processing: { icon: 'clock', tone: 'ink-accent', words: 'Being checked with the bank' },
  canceled: { icon: 'minus', tone: 'muted', words: 'Canceled' },
};

/** A transfer waits for its sender and for statements, not for a card. */
const transferWords: Partial<Record<Attempt['status'], string>> = {
  succeeded: 'Arrived on the account',
  requires_action: 'Waiting for the transfer',
  processing: 'Sent, says the buyer; waiting for a statement that shows it',
};

/** Every try to pay, newest first, and why it came to nothing. */
export function AttemptsCard({
  payment,
  zone,
}: {
  readonly payment: TransactionAnswer;
  readonly zone: string;
}) {
  const started = new Date(payment.created_at);
  return (
    <Card title="Attempts" corner={<span className="hint">newest first</span>}>
      <ol className="timeline">
        {payment.depositAttempts.map((attempt) => (
          <AttemptItem
            key={attempt.paymentId}
            attempt={attempt}
            isTransfer={attempt.paymentMethod === 'bank_transfer'}
            began={started}
            zone={zone}
          />
        ))}
        <li>
          <Icon name="arrowRight" className="muted" />
          <div>
            Checkout began
            <span className="sub mono">{payment.checkout_id}</span>
          </div>
          <time dateTime={payment.created_at} title={formatFull(started, zone)}>
            {dayOf(started, zone) === dayOf(new Date(), zone)
              ? formatTimeToSecond(started, zone)
              : formatFull(started, zone)}
          </time>
        </li>
      </ol>
    </Card>
  );
}

/** Every try with the time of day, and with the day where the payment did not begin on it. */
function AttemptItem({
  attempt,
  isTransfer,
  began,
  zone,
}: {
  readonly attempt: Attempt;
  readonly isTransfer: boolean;
  readonly began: Date;
  readonly zone: string;
}) {
  const { icon, tone, words: usual } = looks[attempt.status];
  const words = (isTransfer && transferWords[attempt.status]) || usual;
  const at = new Date(attempt.attemptedAt);
  const reason = attempt.errorCode ? declines[readDeclineCode(attempt.errorCode)].reason : undefined;
  return (
    <li>
      <Icon name={icon} className={tone} />
      <div>
        <b>{reason ? `${words}: ${reason}` : words}</b>
        {attempt.card && `, ${cardInWords(attempt.card)}`}
        {attempt.errorMessage && <span className="sub">{attempt.errorMessage}</span>}
        <span className="sub mono">{attempt.paymentId}</span>
      </div>
      <time dateTime={attempt.attemptedAt} title={formatFull(at, zone)}>
        {dayOf(at, zone) === dayOf(began, zone) ? formatTimeToSecond(at, zone) : formatFull(at, zone)}
      </time>
    </li>
  );
}
