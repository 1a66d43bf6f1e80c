import type { Config } from '#platform/config/config.ts';
import { isLive, type Whereabouts } from '#platform/config/safety.ts';
import type { MailKind, MailStatus } from '#platform/contract/mail.ts';
import { defaultLocale, type Locale } from '#platform/text/locales.ts';
import type { MailFrame } from './blocks.ts';

export type { MailKind } from '#platform/contract/mail.ts';

/**
 * Which kinds hold what only the addressee may know, such as a token or a code. All others tell what the organization sees
 * in its dashboard too.
 */
export const holdsSecret: Readonly<Record<MailKind, boolean>> = {
  password_reset: true,
  invitation: true,
  refund_code: true,
  account_exists: false,
  account_changed: false,
  receipt: false,
  payment_notice: false,
  endpoint_failing: false,
  transfer_instructions: false,
  transfer_reminder: false,
  transfer_missing: false,
  money_returned: false,
};

/** Why a mail is kept and not sent. */
export type KeptBecause = 'sandbox' | 'no_mail_server';

/** What a composer makes: a mail without its addressee. */
export type ComposedMail = {
  readonly kind: MailKind;
  readonly locale: Locale;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

/** A mail to be queued. */
export type NewMail = ComposedMail & {
  readonly organizationId: string;
  /** One address, checked when it was saved. */
  readonly to: string;
  readonly replyTo?: string;
  /** The same key of an organization is queued once, such as `receipt:<transaction>`. */
  readonly dedupeKey?: string;
  /** Whether it stays here to be read and is never sent: what the sandbox writes to people outside the team. */
  readonly isKept?: boolean;
  /** When it is of no use any more, such as the end of a code; three days from now by default. */
  readonly giveUpAt?: Date;
};

/** A mail that is to be sent now. */
export type DueMail = {
  readonly organizationId: string;
  readonly id: string;
  readonly to: string;
  readonly replyTo: string | null;
  readonly subject: string;
  readonly body: string;
  readonly tries: number;
  readonly giveUpAt: Date;
};

export const triedForMs = 3 * 24 * 60 * 60 * 1000;
/** Rows of mails are kept this long, for whoever asks whether one went out. */
export const keptDays = 30;

const minuteMs = 60_000;
const pausesMs = [10_000, minuteMs, 5 * minuteMs, 15 * minuteMs, 60 * minuteMs, 3 * 60 * minuteMs];
const lastPauseMs = 6 * 60 * minuteMs;

/** How things are with a mail that somebody looks at. */
export function statusOf(
  mail: {
    readonly kind: MailKind;
    readonly isKept: boolean;
    readonly keptBecause: KeptBecause | null;
    readonly sentAt: Date | null;
    readonly failedAt: Date | null;
    readonly giveUpAt: Date;
  },
  now: Date,
): MailStatus {
  if (mail.sentAt) return 'sent';
  if (mail.failedAt) return 'failed';
  if (!mail.isKept) return 'waiting';
  if (mail.keptBecause !== 'no_mail_server') return 'never_sent';
  return holdsSecret[mail.kind] && mail.giveUpAt <= now ? 'ended' : 'kept';
}

/** When a mail is tried again after so many failed tries; `undefined` when it is given up. */
export function nextTryAt(mail: Pick<DueMail, 'tries' | 'giveUpAt'>, now: Date): Date | undefined {
  const at = new Date(now.getTime() + (pausesMs[mail.tries - 1] ?? lastPauseMs));
  return at < mail.giveUpAt ? at : undefined;
}

/** Stable over tries, so that whoever gets a mail twice can tell. */
export function messageIdOf(mailId: string, publicUrl: string): string {
  return `<${mailId}@${new URL(publicUrl).hostname.replace(/^\[|\]$/g, '')}>`;
}

/** What an encrypted body is bound to. */
export function bodyOwner(mailId: string): string {
  return `mail:${mailId}`;
}

/** What the mails of this instance share. @param locale the reader's language; null where it is not known */
export function mailFrame(
  config: Pick<Config, 'platformName' | 'publicUrl'>,
  locale: Locale | null = null,
): MailFrame {
  return {
    platformName: config.platformName,
    publicUrl: config.publicUrl,
    locale: locale ?? defaultLocale,
  };
}

/** Whether mails are not sent but read here: without SMTP, on an instance that only this machine can open. */
export function hasDevelopmentMailbox(config: Pick<Config, 'smtpUrl'> & Whereabouts): boolean {
  return config.smtpUrl === undefined && !isLive(config);
}
