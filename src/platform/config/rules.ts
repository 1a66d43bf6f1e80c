import { isIP } from 'node:net';
import { parseExchangeRate } from '#platform/kit/exchange.ts';
import { parseHttpUrl } from '#platform/kit/http-url.ts';
import { readMailAddress } from '#platform/text/mail-address.ts';
import type { Rule } from './reader.ts';

export function wholeNumber(least: number, most: number, example: number): Rule<number> {
  return {
    parse(text) {
      const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      return number >= least && number <= most ? number : undefined;
    },
    must: `be a whole number from ${least} to ${most}`,
    example: String(example),
  };
}

const switchWords = new Map([
  ['on', true],
  ['true', true],
  ['yes', true],
  ['1', true],
  ['off', false],
  ['false', false],
  ['no', false],
  ['0', false],
]);

export function onOrOff(example: 'on' | 'off'): Rule<boolean> {
  return { parse: (text) => switchWords.get(text.toLowerCase()), must: 'be on or off', example };
}

export function oneOf<const Choice extends string>(
  choices: readonly Choice[],
  example: Choice,
): Rule<Choice> {
  return {
    parse: (text) => choices.find((choice) => choice === text.toLowerCase()),
    must: `be one of ${choices.join(', ')}`,
    example,
  };
}

export function lineOfText(maximumLength: number, example: string): Rule<string> {
  return {
    parse: (text) => (text.length <= maximumLength && !/\p{Cc}/u.test(text) ? text : undefined),
    must: `be one line of at most ${maximumLength} characters`,
    example,
  };
}

export const hostToListenOn: Rule<string> = {
  parse: (text) => (isIP(text) !== 0 || /^[A-Za-z0-9]([A-Za-z0-9.-]{0,252})$/.test(text) ? text : undefined),
  must: 'be an address or name of this machine, without port',
  example: '127.0.0.1',
};

/** The origin alone: buyers' links are built by appending paths to it. */
export const publicUrlRule: Rule<string> = {
  parse(text) {
    const url = parseHttpUrl(text);
    return url?.pathname === '/' && url.search === '' && url.hash === '' ? url.origin : undefined;
  },
  must: 'be an http or https address of scheme, host and port only',
  example: 'https://pay.example.com',
};

export const fetchUrlRule: Rule<string> = {
  parse: (text) => parseHttpUrl(text)?.href,
  must: 'be an http or https address without user name or password',
  example: 'https://rates.example.com/daily.xml',
};

export const databaseUrlRule: Rule<string> = {
  parse: (text) => (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text) ? text : undefined),
  must: 'be a postgresql:// address; write special characters in the password as %40 (@), %2F (/), %23 (#)',
  example: 'postgresql://user:password@localhost:5432/payments',
  isSecret: true,
};

export const smtpUrlRule: Rule<string> = {
  parse: (text) =>
    /^smtps?:\/\//.test(text) && URL.canParse(text) && new URL(text).hostname !== '' ? text : undefined,
  must: 'be an smtp:// or smtps:// address with a host',
  example: 'smtps://user:password@mail.example.com:465',
  isSecret: true,
};

const namedMailAddress = /^([^<>@,;"\p{Cc}]+) <([^<>]+)>$/u;

export const mailFromRule: Rule<string> = {
  parse(text) {
    const [, name, named] = namedMailAddress.exec(text) ?? [];
    const address = readMailAddress(named ?? text);
    if (address === undefined || text.length > 320) return undefined;
    return name === undefined ? address : `${name} <${address}>`;
  },
  must: 'be one mail address, with or without a name before it',
  example: 'Example Payments <payments@example.com>',
};

export const exchangeRateRule: Rule<bigint> = {
  parse: parseExchangeRate,
  must: 'be the dollars that one euro buys, above zero and with at most six decimals',
  example: '1.0834',
};
