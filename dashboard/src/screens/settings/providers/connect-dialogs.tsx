import type { ComponentType } from 'react';
import { part } from '@/ui/part.tsx';
import type { ConnectionAnswer } from '../../../../../src/platform/contract/connections.ts';
import { transferProvider } from '../../../../../src/platform/kit/transfer-provider.ts';

export type ConnectDialogProps = { readonly row: ConnectionAnswer; readonly onClose: () => void };

/** How each provider is connected, and what was set is changed. */
export const connectDialogs: Readonly<Record<string, ComponentType<ConnectDialogProps>>> = {
  [transferProvider]: part(() => import('./bank-dialog.tsx').then(({ BankDialog }) => BankDialog)),
  mollie: part(() => import('./mollie-dialog.tsx').then(({ MollieDialog }) => MollieDialog)),
  paypal: part(() => import('./paypal-dialog.tsx').then(({ PayPalDialog }) => PayPalDialog)),
  stripe: part(() => import('./stripe-dialog.tsx').then(({ StripeDialog }) => StripeDialog)),
};
