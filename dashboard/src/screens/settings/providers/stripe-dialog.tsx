import type { ConnectDialogProps } from './connect-dialogs.tsx';
import { CredentialsDialog } from './credentials-dialog.tsx';

/** Connects an account at Stripe by its secret key. */
export function StripeDialog(props: ConnectDialogProps) {
  const [secretStart, restrictedStart] =
    props.row.mode === 'live' ? ['sk_live_', 'rk_live_'] : ['sk_test_', 'rk_test_'];
  return (
    <CredentialsDialog
      {...props}
      description="Buyers pay on a page of Stripe’s, with the ways to pay that you switched on there."
      inputs={[
        {
          name: 'secret_key',
          label: 'Secret key',
          what: 'the secret key',
          hint: `Begins with ${secretStart} or ${restrictedStart}. In Stripe: Developers, API keys.`,
        },
        {
          name: 'webhook_secret',
          label: 'Signing secret',
          what: 'the signing secret',
          hint: 'Only for a key that may not add webhook endpoints: without it, the address is registered for you.',
          isOptional: true,
        },
      ]}
      needs="A restricted key needs to write Checkout Sessions, Refunds and Webhook Endpoints, and to read Charges, PaymentIntents and Disputes."
    />
  );
}
