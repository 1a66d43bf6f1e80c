import { isPlainOrigin, originOf, parseHttpUrl } from '../../../src/platform/kit/http-url.ts';

export type Judged =
  | { readonly origin: string; readonly isCut: boolean; readonly problem?: undefined }
  | { readonly origin?: undefined; readonly problem: string };

/** What is typed as an origin, as the server reads it: a whole address counts by its beginning. */
export function judgeOrigin(typed: string): Judged {
  const text = typed.trim();
  if (text === '') return { problem: 'Enter an address such as https://shop.example.com.' };
  if (text.includes('*')) return { problem: 'An origin with * matches nothing. Add each one by itself.' };
  if (!/^https?:\/\//i.test(text)) {
    const isBare = /^[\w-]+(?:\.[\w-]+)+/.test(text);
    return {
      problem: `Begin with https://${isBare ? `: https://${text}` : ', such as https://shop.example.com'}.`,
    };
  }
  const url = parseHttpUrl(text);
  if (!url || !isPlainOrigin(originOf(url))) {
    return { problem: 'That is no address of a site. Enter one such as https://shop.example.com.' };
  }
  if (url.protocol === 'http:' && url.hostname !== 'localhost') {
    return { problem: 'Only https is safe for buyers. On your own machine http://localhost works, too.' };
  }
  const origin = originOf(url);
  return { origin, isCut: url.pathname !== '/' || /[?#]/.test(text) };
}
