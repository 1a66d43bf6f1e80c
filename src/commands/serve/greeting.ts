import type { Demo } from '#commands/demo/make-demo.ts';
import type { Config } from '#platform/config/config.ts';

type GreetingFacts = Pick<Config, 'platformName' | 'publicUrl' | 'dataDir'>;

/** What a person reads when the server is ready. Only the first start, which made the demo, has a secret to show. */
export function greeting({ platformName, publicUrl, dataDir }: GreetingFacts, demo?: Demo): string {
  const rows: [string, string][] = demo
    ? [
        ['Dashboard', `${publicUrl}/login#token=${demo.signInToken}`],
        ['', 'signs you in, once and within 15 minutes'],
        ['Buyer', `${publicUrl}/pay/${demo.paymentLinkId}`],
        ['Test card', '4242 4242 4242 4242, any later expiry date, any security code'],
      ]
    : [
        ['Dashboard', `${publicUrl}/`],
        ['Signed out?', 'npm run linktill -- user reset-password <email>'],
      ];
  const lines = [...rows, ['Data', dataDir] as const].map(([name, text]) => `  ${name.padEnd(13)}${text}`);
  const title = demo ? `${platformName} is ready, with a demo shop in it.` : `${platformName} is ready.`;
  return `\n${[title, '', ...lines].join('\n')}\n\n`;
}
