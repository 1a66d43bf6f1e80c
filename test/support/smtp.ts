import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type ReceivedMail = {
  readonly from: string;
  readonly to: readonly string[];
  /** By lower-case name, unfolded. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly html: string;
};

export type Verdict = { readonly responseCode: number; readonly message: string } | undefined;

export type MailServer = {
  readonly url: string;
  /** What was accepted, in order. */
  readonly received: ReceivedMail[];
  /** What is answered to an addressee; accepted without an answer. */
  judge: (to: string) => Verdict;
  /** What happens after a mail was taken and before that is told. */
  beforeAnswer: (mail: ReceivedMail) => Promise<void>;
  tries(to: string): number;
  stop(): Promise<void>;
};

/** A real mail server on a free port of this machine. */
export async function startMailServer(): Promise<MailServer> {
  const tries: string[] = [];
  const mailServer: Omit<MailServer, 'url'> = {
    received: [],
    judge: () => undefined,
    beforeAnswer: async () => {},
    tries: (to) => tries.filter((address) => address === to).length,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const server = new SMTPServer({
    authOptional: true,
    // Its certificate is nobody's, which senders rightly refuse.
    disabledCommands: ['STARTTLS'],
    logger: false,
    closeTimeout: 500,
    onRcptTo: ({ address }, _session, done) => {
      tries.push(address);
      const verdict = mailServer.judge(address);
      done(verdict ? Object.assign(new Error(verdict.message), verdict) : null);
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const mail = {
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          ...readMessage(Buffer.concat(chunks).toString('utf8')),
        };
        mailServer.received.push(mail);
        mailServer.beforeAnswer(mail).then(() => done(null, 'Taken'), done);
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return Object.assign(mailServer, { url: `smtp://127.0.0.1:${port}` });
}

function readMessage(source: string): Pick<ReceivedMail, 'headers' | 'text' | 'html'> {
  const { headers, body } = splitHeaders(source);
  const [, boundary] = /boundary="([^"]+)"/.exec(headers['content-type'] ?? '') ?? [];
  const parts = body.split(`--${boundary}`).slice(1, -1).map(splitHeaders);
  const partOf = (type: string) => {
    const part = parts.find((each) => each.headers['content-type']?.startsWith(type));
    if (!part) throw new Error(`The mail has no part ${type}: ${source}`);
    return decode(part.body, part.headers['content-transfer-encoding'] ?? '7bit');
  };
  return { headers, text: partOf('text/plain'), html: partOf('text/html') };
}

function splitHeaders(source: string): { headers: Record<string, string>; body: string } {
  const trimmed = source.replace(/^\r\n/, '');
  const end = trimmed.indexOf('\r\n\r\n');
  const lines = trimmed
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return { headers: Object.fromEntries(headers), body: trimmed.slice(end + 4) };
}

function decode(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body.replaceAll('\r\n', '\n');
  const bytes = body
    .replace(/=\r\n/g, '')
    .replaceAll('\r\n', '\n')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
