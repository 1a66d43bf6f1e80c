import type { ConnectDialogProps } from './connect-dialogs.tsx';
import { CredentialsDialog } from './credentials-dialog.tsx';

/** Connects an app at PayPal by its client ID and secret. */
export function PayPalDialog(props: ConnectDialogProps) {
  const apps = props.row.mode === 'live' ? 'Live' : 'Sandbox';
  return (
    <CredentialsDialog
      {...props}
      description="Buyers approve on a page of PayPal’s. The money is taken when they come back."
      inputs={[
        {
          name: 'client_id',
          label: 'Client ID',
          what: 'the client ID',
          hint: `At developer.paypal.com: Apps & Credentials, with the switch on ${apps}, then your app.`,
          isOpen: true,
        },
        {
          name: 'client_secret',
          label: 'Secret',
          what: 'the secret',
          hint: 'On the same page, under Secret key. Show it to copy it.',
        },
        {
          name: 'webhook_id',
          label: 'Webhook ID',
          what: 'the webhook ID',
          hint: 'Only for a webhook that you added yourself: without it, the address is registered for you.',
          isOpen: true,
          isOptional: true,
        },
      ]}
      needs="The app needs the feature Accept payments, and Customer disputes so that disputes are told."
    />
  );
}
