import type { ReactNode } from 'react';
import type { ApiKeyAnswer } from '../../../src/platform/contract/api-keys.ts';
import type { ConnectionAnswer } from '../../../src/platform/contract/connections.ts';
import type { PaymentLinkAnswer } from '../../../src/platform/contract/payment-links.ts';
import type { TransactionAnswer } from '../../../src/platform/contract/transactions.ts';
import type { DeliveryAnswer } from '../../../src/platform/contract/webhooks.ts';

const line = {
  fill: 'none',
  stroke: 'currentColor',
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

const glyphs = {
  disc: <circle cx="5" cy="5" r="4" fill="currentColor" />,
  ring: <circle cx="5" cy="5" r="3.4" fill="none" stroke="currentColor" strokeWidth="1.4" />,
  square: <rect x="1.5" y="1.5" width="7" height="7" rx="1" fill="currentColor" />,
  dash: <path d="M1.5 5h7" {...line} strokeWidth="1.7" />,
  cross: <path d="m2 2 6 6M8 2 2 8" {...line} strokeWidth="1.6" />,
  half: (
    <>
      <circle cx="5" cy="5" r="3.4" fill="none" stroke="currentColor" strokeWidth="1.3" />
      <path d="M5 1.6a3.4 3.4 0 0 1 0 6.8z" fill="currentColor" />
    </>
  ),
  tick: <path d="m1.5 5.3 2.3 2.3L8.5 2.8" {...line} strokeWidth="1.7" />,
  back: <path d="M3.6 2 1.4 4.2l2.2 2.2M1.6 4.2h4.2a2.1 2.1 0 0 1 0 4.2H4" {...line} strokeWidth="1.3" />,
  broken: (
    <>
      <circle
        cx="5"
        cy="5"
        r="3.4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.3"
        strokeDasharray="1.8 1.4"
      />
      <circle cx="5" cy="5" r="1.4" fill="currentColor" />
    </>
  ),
} as const satisfies Record<string, ReactNode>;

type Tone = 'neutral' | 'positive' | 'warning' | 'critical' | 'accent';
type Look = { readonly glyph: keyof typeof glyphs; readonly tone: Tone; readonly word: string };

/** Shape and word carry the meaning; the colour only helps. */
function Pill({ glyph, tone, word }: Look) {
  return (
    <span className={`pill pill-${tone}`}>
      <svg viewBox="0 0 10 10" aria-hidden="true">
        {glyphs[glyph]}
      </svg>
      {word}
    </span>
  );
}

export const linkStatuses: Readonly<Record<PaymentLinkAnswer['status'], Look>> = {
  active: { glyph: 'disc', tone: 'positive', word: 'Active' },
  inactive: { glyph: 'dash', tone: 'neutral', word: 'Inactive' },
  expired: { glyph: 'ring', tone: 'neutral', word: 'Expired' },
  used_up: { glyph: 'square', tone: 'neutral', word: 'Used up' },
  deleted: { glyph: 'cross', tone: 'neutral', word: 'Deleted' },
};

export const paymentStatuses: Readonly<Record<TransactionAnswer['status'], Look>> = {
  paid: { glyph: 'tick', tone: 'positive', word: 'Paid' },
  processing: { glyph: 'broken', tone: 'accent', word: 'Processing' },
  failed: { glyph: 'cross', tone: 'critical', word: 'Failed' },
  canceled: { glyph: 'dash', tone: 'neutral', word: 'Canceled' },
  refund_pending: { glyph: 'broken', tone: 'accent', word: 'Refund pending' },
  partially_refunded: { glyph: 'back', tone: 'neutral', word: 'Partially refunded' },
  refunded: { glyph: 'back', tone: 'neutral', word: 'Refunded' },
};

export function LinkStatusPill({ status }: { readonly status: PaymentLinkAnswer['status'] }) {
  return <Pill {...linkStatuses[status]} />;
}

const disputed = { glyph: 'cross', tone: 'critical', word: 'Disputed' } as const satisfies Look;

/** A payment whose money is gone, or may be, is not shown as one that stands. */
export function PaymentStatusPill({
  status,
  dispute,
}: Pick<TransactionAnswer, 'status'> & { readonly dispute?: TransactionAnswer['dispute'] }) {
  const isGone = status === 'paid' && dispute && dispute.status !== 'won';
  return <Pill {...(isGone ? disputed : paymentStatuses[status])} />;
}

const connectionStatuses: Readonly<Record<ConnectionAnswer['status'], Look>> = {
  not_connected: { glyph: 'ring', tone: 'neutral', word: 'Not connected' },
  connected: { glyph: 'disc', tone: 'positive', word: 'Connected' },
  failing: { glyph: 'cross', tone: 'critical', word: 'Failing' },
  disconnected: { glyph: 'dash', tone: 'neutral', word: 'Disconnected' },
};

export function ConnectionPill({ status }: { readonly status: ConnectionAnswer['status'] }) {
  return <Pill {...connectionStatuses[status]} />;
}

const keyStatuses: Readonly<Record<ApiKeyAnswer['status'], Look>> = {
  active: { glyph: 'disc', tone: 'positive', word: 'Active' },
  rotated: { glyph: 'half', tone: 'warning', word: 'Rotated' },
  revoked: { glyph: 'cross', tone: 'neutral', word: 'Revoked' },
  expired: { glyph: 'ring', tone: 'neutral', word: 'Expired' },
};

/** `word` may say more, such as until when the key works. */
export function KeyPill({
  status,
  word,
}: {
  readonly status: ApiKeyAnswer['status'];
  readonly word?: string;
}) {
  return <Pill {...keyStatuses[status]} {...(word ? { word } : {})} />;
}

export function EndpointPill({ state }: { readonly state: 'on' | 'off' | 'failing' }) {
  if (state === 'on') return <Pill glyph="disc" tone="positive" word="Enabled" />;
  if (state === 'off') return <Pill glyph="dash" tone="neutral" word="Disabled" />;
  return <Pill glyph="cross" tone="critical" word="Failing" />;
}

export function OnPill({ word }: { readonly word: string }) {
  return <Pill glyph="tick" tone="positive" word={word} />;
}

export function WaitingPill() {
  return <Pill glyph="broken" tone="neutral" word="Waiting" />;
}

/** How a delivery stands, with what was answered last: `Retrying, 502`. */
export function DeliveryPill({ delivery }: { readonly delivery: DeliveryAnswer }) {
  const { status, attempts } = delivery;
  const last = attempts.at(-1);
  const answer = last && (last.status === null ? ', no answer' : `, ${last.status}`);
  if (status === 'delivered') return <Pill glyph="tick" tone="positive" word={`Delivered${answer ?? ''}`} />;
  if (status === 'failed') return <Pill glyph="cross" tone="critical" word={`Failed${answer ?? ''}`} />;
  if (status === 'canceled') return <Pill glyph="dash" tone="neutral" word="Canceled" />;
  return answer ? (
    <Pill glyph="broken" tone="warning" word={`Retrying${answer}`} />
  ) : (
    <Pill glyph="broken" tone="accent" word="Waiting" />
  );
}

export function ProductPill({ active }: { readonly active: boolean }) {
  return active ? (
    <Pill glyph="disc" tone="positive" word="Active" />
  ) : (
    <Pill glyph="dash" tone="neutral" word="Archived" />
  );
}
