import type { TransferAnswer } from '#platform/contract/transfers.ts';
import { minorOf } from '#platform/kit/money.ts';
import { showMoney } from '#platform/text/format.ts';
import type { PageContext } from '../context.ts';
import { Hatch } from './emblem.tsx';

/** How much is there: solid has arrived, hatched is on its way, hollow is missing. The words below say the same. */
export function TransferBar({ transfer, context }: { transfer: TransferAnswer; context: PageContext }) {
  const { text, locale } = context;
  const whole = minorOf(transfer.amount);
  const percent = (amount: string) => {
    const share = Number((minorOf(amount) * 10_000n) / whole) / 100;
    return Math.min(100, share);
  };
  const show = (amount: string) => showMoney(amount, transfer.currency, locale);
  const arrived = transfer.status === 'arrived' ? 100 : percent(transfer.received_amount);
  const coming = Math.min(100 - arrived, percent(transfer.on_its_way_amount));
  return (
    <div class="got">
      <svg class="bar" aria-hidden="true">
        {/* Where it is on its way, the step below brings it. */}
        {transfer.status === 'part' && <Hatch />}
        <rect class="left" width="100%" height="12" rx="2" />
        <rect class="paid" width={`${arrived}%`} height="12" rx="2" />
        <rect class="held" x={`${arrived}%`} width={`${coming}%`} height="12" rx="2" />
      </svg>
      <ul class="key">
        {transfer.status === 'arrived' ? (
          <Key kind="paid">{text('transfer.allArrived', { amount: show(transfer.received_amount) })}</Key>
        ) : (
          <>
            {transfer.received_amount !== '0.00' && (
              <Key kind="paid">{text('transfer.arrived', { amount: show(transfer.received_amount) })}</Key>
            )}
            {transfer.on_its_way_amount !== '0.00' && (
              <Key kind="held">{text('transfer.onItsWay', { amount: show(transfer.on_its_way_amount) })}</Key>
            )}
            {transfer.to_send_amount !== '0.00' && (
              <Key kind="left">{text('transfer.missing', { amount: show(transfer.to_send_amount) })}</Key>
            )}
          </>
        )}
      </ul>
    </div>
  );
}

function Key({ kind, children }: { kind: 'paid' | 'held' | 'left'; children: string }) {
  return (
    <li>
      <svg width="10" height="10" aria-hidden="true">
        <rect class={kind} x="0.5" y="0.5" width="9" height="9" rx="2" />
      </svg>
      {children}
    </li>
  );
}
