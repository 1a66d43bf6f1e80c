import { createTransport, type NodemailerError } from 'nodemailer';
import type { Config } from '#platform/config/config.ts';

export type Letter = {
  readonly to: string;
  readonly replyTo: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
};

/** How a try to send ended. `refused` is final; after `failed` the same letter may still go through. */
export type SendResult = { readonly kind: 'sent' } | NotSent;
export type NotSent = {
  readonly kind: 'refused' | 'failed';
  /** For logs, such as `550 at RCPT TO`: what servers say often names the addressee. */
  readonly code: string;
  /** What the server said. */
  readonly error: string;
};

export type MailSender = {
  send(letter: Letter): Promise<SendResult>;
  close(): void;
};

const connections = 5;
const greetingLimitMs = 15_000;
const silenceLimitMs = 30_000;

/**
 * Opens a sender to the server of `SMTP_URL`, for one batch of mails.
 *
 * @param limits.timeLimitMs after which a try has failed, however slowly the server keeps answering
 * @param limits.ending aborts what is on its way when the process ends
 */
export function openSender(
  config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'platformName'>,
  limits: { timeLimitMs: number; ending: AbortSignal },
): MailSender {
  const transport = createTransport({
    url: config.smtpUrl,
    pool: true,
    maxConnections: connections,
    // A letter whose connection broke may have arrived; our own retry decides, with its pauses.
    maxRequeues: 0,
    connectionTimeout: greetingLimitMs,
    dnsTimeout: greetingLimitMs,
    greetingTimeout: greetingLimitMs,
    socketTimeout: silenceLimitMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // A connection that breaks between two letters concerns none of them; unheard, its error would end the process.
  transport.on('error', () => undefined);
  const from = readFrom(config);
  return {
    send: async ({ to, replyTo, ...letter }) => {
      try {
        await transport.sendMail({
          ...letter,
          from,
          // As objects, addresses are taken whole: one that holds a comma is not read as two.
          to: whole(to),
          ...(replyTo ? { replyTo: whole(replyTo) } : {}),
          envelope: { from: whole(from.address), to: [whole(to)] },
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          signal: AbortSignal.any([limits.ending, AbortSignal.timeout(limits.timeLimitMs)]),
        });
        return { kind: 'sent' };
      } catch (error) {
        return failure(error as NodemailerError);
      }
    },
    close: () => transport.close({ force: true }),
  };
}

function whole(address: string) {
  return { name: '', address };
}

/** `MAIL_FROM`, under the platform's name unless it brings its own. */
function readFrom({ mailFrom, platformName }: Pick<Config, 'mailFrom' | 'platformName'>) {
  const [, name, address] = /^(.+?) <(.+)>$/.exec(mailFrom) ?? [];
  return { name: name ?? platformName, address: address ?? mailFrom };
}

const longestError = 300;

/** A server that refuses this addressee or this letter for good would refuse it tomorrow; all else may pass. */
function failure({ code, command, responseCode, message }: NodemailerError): NotSent {
  const isAboutLetter = command === 'RCPT TO' || command === 'DATA';
  const isFinal = isAboutLetter && responseCode !== undefined && responseCode >= 500 && responseCode < 600;
  return {
    kind: isFinal ? 'refused' : 'failed',
    code: [responseCode ?? code ?? 'error', command && `at ${command}`].filter(Boolean).join(' '),
    error: message.slice(0, longestError),
  };
}
