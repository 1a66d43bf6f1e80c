import type { GuideProps } from './guide.ts';

const checkoutStates = [
  ['open', 'The buyer may pay. It keeps a place of a limited link.'],
  ['processing', 'An attempt is undecided, or the buyer is at the bank. Nothing else can begin.'],
  ['paid', 'Final. Only refunds follow.'],
  ['failed', 'No attempt or no time was left after a decline.'],
  ['canceled', 'By the buyer, or because the link was switched off or deleted.'],
  ['expired', 'Its time ran out before a payment.'],
] as const;

const transactionStates = [
  ['processing', 'Attempts go on; declined ones are in depositAttempts.'],
  ['paid', 'The money arrived.'],
  ['failed', 'No attempt succeeded.'],
  ['canceled', 'The buyer canceled.'],
  ['refund_pending', 'A refund is on its way.'],
  ['partially_refunded', 'A part went back.'],
  ['refunded', 'All of it went back.'],
] as const;

/** What becomes of a checkout and of its transaction. */
export function PaymentStates(_: GuideProps) {
  return (
    <div class="entry-words wide">
      <p class="flow">
        <code>open</code> → <code>processing</code> → <code>paid</code>
      </p>
      <p>
        After a decline, a refused challenge or the cancel button at the bank a checkout is open again while
        time is left. A buyer has five attempts. When money arrives for a closed checkout it counts if a place
        is left; otherwise it is given back at once and you are told.
      </p>
      <h4>States of a checkout</h4>
      <States rows={checkoutStates} />
      <h4>States of a transaction</h4>
      <States rows={transactionStates} />
      <h4>Places of a limited link</h4>
      <p>
        A link with <code>max_uses</code> has that many places. <code>uses</code> are paid, <code>held</code>{' '}
        are kept by checkouts that are open or processing, and{' '}
        <code>remaining_uses = max_uses − uses − held</code>. A held place comes back when its checkout is
        canceled, fails or expires. When every remaining place is held the answer is{' '}
        <a href="#link_fully_held">409</a> with the time of the next one; only when every place is paid for it
        is <a href="#link_used_up">410</a>. A refund gives no place back: raise <code>max_uses</code>.
      </p>
    </div>
  );
}

function States({ rows }: { rows: readonly (readonly [string, string])[] }) {
  return (
    <dl class="pairs">
      {rows.map(([state, meaning]) => (
        <>
          <dt>
            <code>{state}</code>
          </dt>
          <dd>{meaning}</dd>
        </>
      ))}
    </dl>
  );
}
