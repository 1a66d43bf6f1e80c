import { getOrganization } from '#merchants/organizations/find-organization.ts';
import { findEventBody } from '#messaging/events/find-event.ts';
import { composeEndpointFailing } from '#messaging/mail/compose/compose-endpoint-failing.ts';
import { mailFrame } from '#messaging/mail/mail.ts';
import { queueMail } from '#messaging/mail/queue-mail.ts';
import type { EndpointFailing } from '#messaging/webhooks/endpoints/report-failure.ts';
import type { Context } from '#platform/context.ts';
import type { Task } from '#platform/jobs/tasks.ts';
import { findNoticeRecipients } from './find-notice-recipients.ts';
import { findTeamAddresses } from './find-team-addresses.ts';
import { isKeptHere } from './sandbox-mail.ts';

/** Mails an organization that its webhook endpoint does not take events any more; each event about it once. */
export async function mailEndpointFailing(
  context: Context,
  { organizationId, subjectId: eventId }: Task,
): Promise<void> {
  await context.database.transaction(async (tx) => {
    const body = await findEventBody(tx, organizationId, eventId);
    if (body === undefined) return;
    const failing = JSON.parse(body) as EndpointFailing;
    const organization = await getOrganization(tx, organizationId);
    const mail = composeEndpointFailing(mailFrame(context.config), {
      organizationName: organization.name,
      mode: failing.mode,
      url: failing.url,
      reason: failing.reason,
      event: failing.event,
      error: failing.error,
      at: new Date(failing.at),
      timeZone: organization.timeZone,
      path: '/settings/webhooks',
    });
    const team = await findTeamAddresses(tx, organizationId);
    for (const to of await findNoticeRecipients(tx, organizationId)) {
      await queueMail(tx, context, {
        ...mail,
        organizationId,
        to,
        isKept: isKeptHere(context, failing.mode, team, to),
        dedupeKey: `endpoint-failing:${eventId}:${to}`,
      });
    }
  });
  context.wakeJobs('send-mails');
}
