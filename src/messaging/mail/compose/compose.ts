import { type Block, foldLines, type MailFrame, oneLine } from '#messaging/mail/blocks.ts';
import type { ComposedMail, MailKind } from '#messaging/mail/mail.ts';
import { renderHtml } from '#messaging/mail/render-html.tsx';
import { renderText } from '#messaging/mail/render-text.ts';
import type { Translate } from '#platform/text/translate.ts';

export type Draft = {
  readonly kind: MailKind;
  readonly subject: string;
  readonly blocks: readonly Block[];
  /** For whom the platform writes, when it is not for itself. */
  readonly organizationName?: string;
  /** Who that is in law, as `legalInOneLine` says it. */
  readonly legalLine?: string;
};

/** Makes both parts of a mail out of its blocks. */
export function compose(frame: MailFrame, text: Translate, draft: Draft): ComposedMail {
  const platform = frame.platformName;
  const blocks = draft.blocks.map(foldLines);
  const footer = draft.organizationName
    ? text('mail.footerFor', { platform, organization: draft.organizationName })
    : text('mail.footer', { platform });
  const foot = oneLine([footer, draft.legalLine].filter(Boolean).join(' '));
  const subject = oneLine(draft.subject);
  return {
    kind: draft.kind,
    locale: frame.locale,
    subject,
    text: renderText(blocks, foot),
    html: renderHtml({ frame, subject, blocks, footer: foot, text }),
  };
}

/** "1 hour", "10 minutes". */
export function showDuration(seconds: number, text: Translate): string {
  const isHours = seconds >= 3600 && seconds % 3600 === 0;
  return isHours
    ? text('time.hours', { count: seconds / 3600 })
    : text('time.minutes', { count: Math.ceil(seconds / 60) });
}
