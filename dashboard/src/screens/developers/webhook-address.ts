import type { Mode } from '../../../../src/platform/contract/common.ts';
import { parseHttpUrl } from '../../../../src/platform/kit/http-url.ts';

/** What is to be said of an address while it is typed; the server has the last word, because it asks for names. */
export type AddressVerdict = {
  readonly tone: 'fine' | 'doubtful' | 'refused';
  readonly sentence: string;
};

/** @returns nothing before anything is typed */
export function judgeAddress(typed: string, mode: Mode): AddressVerdict | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  if (!scheme || !text.includes('://')) {
    return refused('Write the whole address, such as https://www.example.com/webhooks.');
  }
  if (scheme !== 'http' && scheme !== 'https')
    return refused('Events are sent by https (in the sandbox also http).');
  if (mode === 'live' && scheme === 'http') {
    return refused('Live events go to https addresses only, so that nobody on the way can read them.');
  }
  if (/^https?:\/\/[^/]*@/i.test(text)) {
    return refused('Leave out user and password. Your server knows us by the signature instead.');
  }
  const url = parseHttpUrl(text);
  if (!url) return refused('This is no address yet. It needs a name such as www.example.com.');
  if (isInner(url.hostname)) {
    return {
      tone: 'doubtful',
      sentence: `${url.hostname} is on a private network. It is refused, unless the operator of this platform allows such addresses.`,
    };
  }
  return {
    tone: 'fine',
    sentence:
      url.protocol === 'http:'
        ? 'Good for the sandbox. Live needs https.'
        : `Events will be sent to ${url.hostname}.`,
  };
}

function refused(sentence: string): AddressVerdict {
  return { tone: 'refused', sentence };
}

const innerNames = /(?:^|\.)(?:localhost|local|internal|lan|home\.arpa)$/i;
const innerIpv4 =
  /^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
const innerIpv6 = /^\[(?:::1?\]|f[cd]|fe[89ab]|::ffff:)/i;

function isInner(host: string): boolean {
  return innerNames.test(host) || innerIpv4.test(host) || innerIpv6.test(host);
}
