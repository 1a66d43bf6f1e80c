import type { ComponentChildren } from 'preact';
import type { Mode } from '#platform/contract/common.ts';
import { Document } from '#platform/text/document.tsx';
import { RichText } from '#platform/text/rich-text.tsx';
import { accentStyle } from '../accent.ts';
import type { PageContext } from '../context.ts';
import { siteIconAddress } from '../site-icon.ts';
import { PlainBand, TestBand } from './test-band.tsx';

type PageProps = {
  context: PageContext;
  title: string;
  /** The merchant's colour, or null for a page of nobody's. */
  accentColour: string | null;
  mode: Mode;
  /** What the band of test mode says: which cards work, that no money is to be sent, or that none moved. */
  band?: 'cards' | 'transfer' | 'moved';
  head?: ComponentChildren;
  children: ComponentChildren;
};

/** A buyer's page around its `<main>`: head, colours, test band, and the words the script may need. */
export function Page({ context, title, accentColour, mode, band, head, children }: PageProps) {
  const { assets, locale, text } = context;
  const style = accentStyle(accentColour).css;
  const everyHead = (
    <>
      <meta name="color-scheme" content="light dark" />
      {/* Only hex colours computed by us; the policy names the hash of exactly these bytes. */}
      <style dangerouslySetInnerHTML={{ __html: style }} />
      <link rel="icon" type="image/svg+xml" href={siteIconAddress} />
      <link rel="stylesheet" href={assets.css} />
      <script type="module" src={assets.script} />
      {head}
    </>
  );
  return (
    <Document locale={locale} title={title} head={everyHead}>
      {mode === 'sandbox' &&
        (band === undefined || band === 'cards' ? (
          <TestBand context={context} />
        ) : (
          <PlainBand band={band} context={context} />
        ))}
      {children}
      <template id="connection-lost">
        <div class="notice notice-critical" role="alert" tabIndex={-1}>
          <p>
            <RichText text={text} message="site.connectionLost" />
          </p>
        </div>
      </template>
    </Document>
  );
}
