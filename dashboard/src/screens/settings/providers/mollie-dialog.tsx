import type { ConnectDialogProps } from './connect-dialogs.tsx';
import { CredentialsDialog } from './credentials-dialog.tsx';

/** Connects a profile at Mollie by its API key. */
export function MollieDialog(props: ConnectDialogProps) {
  const start = props.row.mode === 'live' ? 'live_' : 'test_';
  return (
    <CredentialsDialog
      {...props}
      description="Buyers pay on a page of Mollie’s, with the ways to pay that you switched on there."
      inputs={[
        {
          name: 'api_key',
          label: 'API key',
          what: 'the API key',
          hint: `Begins with ${start}. At my.mollie.com: Developers, API keys, of the profile that sells.`,
        },
        {
          name: 'webhook_signing_secret',
          label: 'Signing secret',
          what: 'the signing secret',
          hint: 'Only if you added a webhook of your own at Mollie: without it, each payment names the address.',
          isOptional: true,
        },
      ]}
      needs="An API key needs no permissions of its own. An access token of an organization does not do."
    />
  );
}
