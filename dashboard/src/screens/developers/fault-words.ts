import type { Firing, SimulatorAnswer } from '../../../../src/platform/contract/simulator.ts';

export type FaultName = keyof SimulatorAnswer;

export type Fault = {
  readonly name: FaultName;
  readonly label: string;
  /** What the provider does, and what the merchant sees of it. */
  readonly told: string;
  readonly unit: 'seconds' | 'percent';
  /** Before the number. */
  readonly lead: string;
  /** What it is when it is switched on. */
  readonly usual: number;
};

export const faults: readonly Fault[] = [
  {
    name: 'notification_delay_seconds',
    label: 'Late',
    told: 'The buyer is back before the provider tells. A payment stays processing that long, unless its answer said more.',
    unit: 'seconds',
    lead: 'Later by',
    usual: 90,
  },
  {
    name: 'notification_jitter_seconds',
    label: 'Out of order',
    told: 'Notifications overtake each other, because each comes later by another time. A payment never goes back to an earlier state.',
    unit: 'seconds',
    lead: 'Later by up to',
    usual: 60,
  },
  {
    name: 'duplicate_percent',
    label: 'Twice',
    told: 'Told, and then told again, byte for byte. You see one payment, one event and one receipt.',
    unit: 'percent',
    lead: 'Of notifications',
    usual: 100,
  },
  {
    name: 'lost_percent',
    label: 'Lost',
    told: 'Never told. The product asks the provider itself, so payments are decided some seconds later.',
    unit: 'percent',
    lead: 'Of notifications',
    usual: 100,
  },
  {
    name: 'lost_answer_percent',
    label: 'No answer',
    told: 'The provider books the payment and its answer is lost. The buyer reads “Do not pay again”, and is not charged twice.',
    unit: 'percent',
    lead: 'Of payments',
    usual: 100,
  },
  {
    name: 'refund_delay_seconds',
    label: 'Slow refunds',
    told: 'A refund stays pending that long; its amount is reserved meanwhile.',
    unit: 'seconds',
    lead: 'Pending for',
    usual: 60,
  },
  {
    name: 'refund_failure_percent',
    label: 'Refunds that fail',
    told: 'The provider refuses the refund. You hear refund.status_changed with failed, and the amount is yours again.',
    unit: 'percent',
    lead: 'Of refunds',
    usual: 100,
  },
];

export const mostOf = { seconds: 86_400, percent: 100 } as const;

/** Those that are on, such as `Twice (100% of notifications)`. */
export function playedFaults(settings: SimulatorAnswer): readonly string[] {
  return faults
    .filter(({ name }) => settings[name] > 0)
    .map((fault) => `${fault.label} (${amountInWords(fault, settings[fault.name])})`);
}

function amountInWords({ unit, lead }: Fault, amount: number): string {
  const text = lead.charAt(0).toLowerCase() + lead.slice(1);
  return unit === 'seconds' ? `${text} ${amount} s` : `${amount}% ${text}`;
}

export const firings: Readonly<Record<Firing, { readonly label: string; readonly told: string }>> = {
  repeat: {
    label: 'Told twice',
    told: 'The last notification comes again, byte for byte. Nothing may change.',
  },
  succeed: {
    label: 'Paid after all',
    told: 'The provider tells of a success, also after the buyer canceled or the time ran out. The payment becomes paid.',
  },
  fail: {
    label: 'Declined',
    told: 'An open attempt is declined, and the buyer may try again. After a success it is the decline before it, out of order: nothing may change.',
  },
  expire: {
    label: 'Ended without a result',
    told: 'The provider gives an open payment up. The buyer may try again.',
  },
};

/** What no switch plays, because a card does. */
export const cardFaults = [
  ['card_declined', 'The bank declines, without a reason.'],
  ['insufficient_funds', 'Declined: not enough funds.'],
  ['expired_card', 'Declined: the card has expired.'],
  ['incorrect_cvc', 'Declined: wrong security code.'],
  ['processing_error', 'The provider fails on its side. No money moved.'],
  ['challenge', 'Asks for 3-D Secure: approve, refuse or abandon it.'],
  ['late_success', 'Undecided at first, paid after some seconds.'],
  ['notified_before_return', 'The notification is here before the buyer is back.'],
] as const;
