import type { Demo } from '#commands/demo/make-demo.ts';
import type { Config } from '#platform/config/config.ts';
import { testCardNumber } from '#platform/contract/test-cards.ts';

type GreetingFacts = Pick<Config, 'platformName' | 'publicUrl' | 'dataDir'>;

/** Of the demo what is there: the first start, which made it, has a secret to show; a later one only whose it is. */
export type Shown = { readonly demo: Demo | undefined; readonly demoEmail: string | undefined };

/** What a person reads when the server is ready. */
export function greeting(
  { platformName, publicUrl, dataDir }: GreetingFacts,
  { demo, demoEmail }: Shown,
): string {
  const newSignIn = `npm run linktill -- user reset-password ${demoEmail ?? '<email>'}`;
  const rows: [string, string][] = demo
    ? [
        ['Dashboard', `${publicUrl}/login#token=${demo.signInToken}`],
        ['', `signs you in as ${demoEmail}, once and within 15 minutes`],
        ['Signed out?', newSignIn],
        ['Buyer', `${publicUrl}/pay/${demo.paymentLinkId}`],
        ['Test card', `${testCardNumber('succeeds')}, any later expiry date, any security code`],
      ]
    : [
        ['Dashboard', `${publicUrl}/`],
        ['Signed out?', newSignIn],
      ];
  const lines = [...rows, ['Data', dataDir] as const].map(([name, text]) => `  ${name.padEnd(13)}${text}`);
  const title = demo ? `${platformName} is ready, with a demo shop in it.` : `${platformName} is ready.`;
  return `\n${[title, '', ...lines].join('\n')}\n\n`;
}
