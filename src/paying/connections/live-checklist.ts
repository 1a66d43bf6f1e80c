import { findUsers } from '#merchants/accounts/find-user.ts';
import { getOrganization } from '#merchants/organizations/find-organization.ts';
import type { Organization } from '#merchants/organizations/organization.ts';
import { type MailHealth, readMailHealth } from '#messaging/mail/mail-health.ts';
import type { PayingContext } from '#paying/context.ts';
import { findUnsafeSettings, isPublic } from '#platform/config/safety.ts';
import type { LiveChecklist } from '#platform/contract/connections.ts';
import { formatDay } from '#platform/text/dates.ts';
import { defaultLocale } from '#platform/text/locales.ts';
import type { Connection } from './connection.ts';
import type { Connectors } from './connector.ts';
import { type KeyConfirmation, selectCurrent, selectKeyConfirmation } from './store.ts';

type Row = LiveChecklist[number];

/** What an organization needs before it takes real money, and how far it is. Each row is asked anew. */
export async function getLiveChecklist(
  context: PayingContext,
  { organizationId }: { readonly organizationId: string },
): Promise<LiveChecklist> {
  const { config, connectors, database } = context;
  const mail = await readMailHealth(context);
  const { organization, live, confirmation, confirmedBy } = await database.snapshot(async (handle) => {
    const [found, current, confirmed] = await Promise.all([
      getOrganization(handle, organizationId),
      selectCurrent(handle, organizationId, 'live'),
      selectKeyConfirmation(handle, organizationId),
    ]);
    const people = await findUsers(handle, confirmed ? [confirmed.confirmedBy] : []);
    const name = confirmed && people.get(confirmed.confirmedBy)?.name;
    return { organization: found, live: current, confirmation: confirmed, confirmedBy: name };
  });
  const keyId = config.encryptionKeys[0]?.id;
  return [
    aboutAddress(config),
    aboutMail(mail, organization),
    aboutProviders(connectors, live),
    aboutKeys(confirmation?.encryptionKeyId === keyId ? confirmation : undefined, confirmedBy, organization),
    aboutSupport(organization),
  ];
}

function aboutAddress(config: PayingContext['config']): Row {
  const unsafe = findUnsafeSettings(config);
  const done = unsafe.length === 0 && isPublic(config);
  const { host } = new URL(config.publicUrl);
  const mend = unsafe.map(({ variable, message }) => `${variable} ${message}`).join(' ');
  const detail = done
    ? `Buyers pay at ${host}, over https.`
    : unsafe.length > 0
      ? `Whoever runs this installation has to change its settings. ${mend}`
      : `${host} is this machine only. Whoever runs this installation sets PUBLIC_URL to an address that buyers can open.`;
  return { item: 'public_address', done, detail };
}

function aboutMail({ hasServer, lastSentAt, isRefusing }: MailHealth, organization: Organization): Row {
  const row = (done: boolean, detail: string): Row => ({ item: 'mail', done, detail });
  if (!hasServer)
    return row(false, 'Whoever runs this installation sets SMTP_URL, so that buyers get their receipts.');
  if (isRefusing)
    return row(
      false,
      'The mail server does not take mails. Whoever runs this installation finds why in the log.',
    );
  if (lastSentAt === null)
    return row(
      false,
      'A mail server is set, and nothing was sent yet: invite somebody to the team, and see that it arrives.',
    );
  return row(true, `The mail server took a mail on ${dayOf(lastSentAt, organization)}.`);
}

function aboutProviders(connectors: Connectors, live: readonly Connection[]): Row {
  const row = (done: boolean, detail: string): Row => ({ item: 'provider', done, detail });
  if (live.length === 0) return row(false, 'Connect a provider to live mode under Settings, Providers.');
  const labelOf = ({ provider }: Connection) =>
    connectors.find(({ name }) => name === provider)?.label ?? provider;
  const failing = live.find(({ status }) => status === 'failing');
  if (failing) return row(false, `${labelOf(failing)} is failing. ${failing.problem ?? 'Check it.'}`);
  const silent = live.find(({ notificationStatus }) => !['none', 'received'].includes(notificationStatus));
  if (silent)
    return row(
      false,
      silent.notificationStatus === 'failing'
        ? `Notifications of ${labelOf(silent)} are not signed with the secret that is set here. Compare the two.`
        : `${labelOf(silent)} is connected and has not called back yet. Let it send a test notification.`,
    );
  return row(
    true,
    `${live.map((each) => `${labelOf(each)}${each.accountLabel ? `, ${each.accountLabel}` : ''}`).join('; ')}.`,
  );
}

/** That a copy lies elsewhere cannot be seen from here: somebody says so, of the key that is used now. */
function aboutKeys(
  confirmation: KeyConfirmation | undefined,
  name: string | undefined,
  organization: Organization,
): Row {
  const detail = confirmation
    ? `Confirmed by ${name ?? 'somebody who left'} on ${dayOf(confirmation.confirmedAt, organization)}.`
    : 'Keep a copy of ENCRYPTION_KEY and SIGNING_KEY away from the server, and confirm it here. Without them no provider’s key can be read again.';
  return { item: 'keys_backed_up', done: confirmation !== undefined, detail };
}

function aboutSupport({ termsUrl, supportEmail }: Organization): Row {
  const missing = [
    ...(termsUrl ? [] : ['the address of your terms']),
    ...(supportEmail ? [] : ['a support address for buyers']),
  ];
  const detail =
    missing.length === 0
      ? `${termsUrl} and ${supportEmail}.`
      : `Add ${missing.join(' and ')} under Settings, Branding.`;
  return { item: 'support', done: missing.length === 0, detail };
}

function dayOf(moment: Date, { timeZone }: Organization): string {
  return formatDay(moment, timeZone, defaultLocale);
}
