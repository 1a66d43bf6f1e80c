import { createHmac } from 'node:crypto';

const noncePattern = /^[0-9a-f-]{36}$/;

/**
 * The idempotency key of a form: the same nonce with the same content replays, with other content it is a new
 * submission (contract, section 1). Undefined when the nonce is missing or was tampered with.
 */
export function submissionKey(serverKey: Buffer, nonce: string, content: unknown): string | undefined {
  if (!noncePattern.test(nonce)) return undefined;
  const digest = createHmac('sha256', serverKey)
    .update(`page\n${JSON.stringify(content)}`)
    .digest('base64url');
  return `page-${nonce}-${digest}`;
}
