import type { Mode } from '#platform/contract/common.ts';

/** A change that is told. `body` is the payload as it will be sent, byte for byte. */
export type NewEvent = {
  readonly id: string;
  readonly organizationId: string;
  readonly mode: Mode;
  readonly type: string;
  /** Public events go to webhooks and the pull feed; internal ones feed jobs and timelines. */
  readonly isPublic: boolean;
  readonly checkoutId?: string;
  readonly transactionId?: string;
  readonly paymentLinkId?: string;
  /** 1, 2, 3… without gaps for each transaction. */
  readonly sequence?: number;
  readonly body: string;
};
