import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import type { StampedEvent } from './events/event.ts';

/** What other rooms do about events in the transaction that gives them their positions, webhooks' deliveries among it. */
export type StampListener = (tx: Handle, context: Context, events: readonly StampedEvent[]) => Promise<void>;

/** What use-cases of this wing may reach beside the common context. */
export type MessagingContext = Context & { readonly stampListeners: readonly StampListener[] };
