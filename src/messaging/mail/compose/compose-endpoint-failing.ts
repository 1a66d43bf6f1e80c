import { addressOn, type MailFrame } from '#messaging/mail/blocks.ts';
import type { ComposedMail } from '#messaging/mail/mail.ts';
import type { Mode } from '#platform/contract/common.ts';
import { formatMoment } from '#platform/text/dates.ts';
import { translator } from '#platform/text/translate.ts';
import { compose } from './compose.ts';

export type EndpointFailingView = {
  readonly organizationName: string;
  readonly mode: Mode;
  /** The endpoint's address; shown as text, since it is not ours. */
  readonly url: string;
  readonly reason: 'retries_exhausted' | 'gone';
  /** Type of the event whose delivery was given up. */
  readonly event: string;
  /** What the last try came to, in a sentence. */
  readonly error: string;
  readonly at: Date;
  /** The organization's. */
  readonly timeZone: string;
  /** Path of the webhooks in the dashboard. */
  readonly path: string;
};

/** Tells a merchant that their server does not take notifications any more. */
export function composeEndpointFailing(frame: MailFrame, view: EndpointFailingView): ComposedMail {
  const text = translator(frame.locale);
  const subject = text('mail.endpoint.subject');
  const address = new URL(view.url).origin;
  const lead = view.reason === 'gone' ? 'mail.endpoint.leadGone' : 'mail.endpoint.lead';
  return compose(frame, text, {
    kind: 'endpoint_failing',
    subject: view.mode === 'sandbox' ? text('mail.testSubject', { subject }) : subject,
    organizationName: view.organizationName,
    blocks: [
      { kind: 'heading', text: subject },
      // Only the origin: merchants put tokens into paths and queries.
      { kind: 'paragraph', text: text(lead, { address }) },
      {
        kind: 'facts',
        rows: [
          { label: text('mail.endpoint.event'), value: view.event },
          { label: text('mail.endpoint.error'), value: view.error },
          {
            label: text('mail.endpoint.at'),
            value: formatMoment(view.at, view.timeZone, frame.locale),
          },
        ],
      },
      { kind: 'button', label: text('mail.endpoint.button'), address: addressOn(frame, view.path) },
      { kind: 'note', text: text('mail.endpoint.note') },
    ],
  });
}
