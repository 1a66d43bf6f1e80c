import type { Provider } from '#paying/providers/port.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { ErrorCode } from '#platform/contract/errors.ts';

/** What a provider calls one of its secrets or ids, by which we act for a merchant there. */
export type CredentialField = {
  readonly name: string;
  /** As the provider's own pages call it. */
  readonly label: string;
  readonly isOptional?: boolean;
};

export type Credentials = Readonly<Record<string, string>>;
export type Settings = Readonly<Record<string, unknown>>;

/** What is wrong with one field: a sentence that says so, in the provider's words where it said something, and the way out. */
export type Fault = { readonly field: string; readonly message: string; readonly code: ErrorCode };

export type CheckRequest = {
  readonly mode: Mode;
  readonly credentials: Credentials;
  readonly settings: Settings;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
};

export type CheckOutcome =
  | {
      readonly kind: 'accepted';
      /** By which the provider knows the account: another one is another connection. */
      readonly accountId: string;
      /** By which people know it, such as "DE89 •••• 3000". */
      readonly accountLabel: string;
    }
  /** `invalid_credentials`, or `wrong_key_mode`; fields are names of credentials. */
  | { readonly kind: 'refused'; readonly faults: readonly [Fault, ...Fault[]] }
  /** Time-outs, 5xx, no network: nothing is known. */
  | { readonly kind: 'unreachable'; readonly reason: string };

/** What came of registering an address for notifications: credentials to keep beside those that were given. */
export type RegisterOutcome =
  | { readonly kind: 'registered'; readonly credentials: Credentials }
  | { readonly kind: 'refused'; readonly faults: readonly [Fault, ...Fault[]] };

/** What a provider needs to be connected. Handed in by the composition root, beside its `Provider`. */
export type Connector = {
  readonly name: string;
  /** What people call it, such as "Stripe". */
  readonly label: string;
  readonly modes: readonly Mode[];
  readonly fields: readonly CredentialField[];
  /** Whether it tells of payments by itself, at an address of the connection's own. */
  readonly notifies: boolean;
  /** How buyers can pay there, as they read it. */
  readonly ways: readonly { readonly id: string; readonly label: string }[];
  /** Reads what was sent into what is kept, defaults filled in; faults are named without `settings.` in front. Absent where there are none. */
  readonly readSettings?: (sent: Settings) => { readonly settings: Settings } | { readonly faults: Fault[] };
  /** One harmless call that proves the credentials. May throw, which is taken as unreachable. */
  readonly check: (request: CheckRequest) => Promise<CheckOutcome>;
  /** Tells the provider where to send notifications, if nobody did; asked after `check`, with the connection's own address. */
  readonly register?: (
    request: CheckRequest & { readonly notificationUrl: string },
  ) => Promise<RegisterOutcome>;
};

/** A provider that serves an organization once it has connected it. */
export type Connectable = { readonly provider: Provider; readonly connector: Connector };

/** The connectors of this installation, in the order in which they are offered. */
export type Connectors = readonly Connector[];
