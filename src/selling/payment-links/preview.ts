import { deriveStatus, type LinkStatus } from './payment-link.ts';

/** What decides about a preview, read at one moment. */
export type PreviewRow = {
  readonly id: string;
  readonly organizationId: string;
  readonly version: number;
  readonly organizationVersion: number;
  readonly deletedAt: Date | null;
  /** Switched on, by an organization that is not suspended. */
  readonly isActive: boolean;
  readonly expiresAt: Date | null;
  readonly maxUses: number | null;
  readonly used: number;
  readonly held: number;
  /** When the earliest held place comes back, if every place is held. */
  readonly releaseAt: Date | null;
  readonly readAt: Date;
};

/** Whether a link can be paid, and how many places are free; what everybody sees besides its fixed content. */
export type Availability = {
  readonly status: LinkStatus;
  readonly remainingUses: number | null;
  readonly releaseAt: Date | null;
};

export function availabilityOf(row: PreviewRow): Availability {
  const status = deriveStatus(row, row.readAt);
  const remainingUses = row.maxUses === null ? null : Math.max(0, row.maxUses - row.used - row.held);
  return { status, remainingUses, releaseAt: remainingUses === 0 ? row.releaseAt : null };
}

/** Names everything that a rendered preview depends on: two with the same key have the same bytes. */
export function renderKey(
  row: PreviewRow,
  { remainingUses, releaseAt }: Availability,
  rate?: { readonly rateMillionths: bigint; readonly date: string | null },
): string {
  const parts = [
    row.id,
    row.version,
    row.organizationVersion,
    remainingUses,
    releaseAt?.getTime(),
    rate?.rateMillionths,
    rate?.date,
  ];
  return parts.join(':');
}
