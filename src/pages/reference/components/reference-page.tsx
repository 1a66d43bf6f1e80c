import { Document } from '#platform/text/document.tsx';
import { type ApiDocument, readNouns } from '../document/api-document.ts';
import { indexObjects } from '../document/objects.ts';
import { createExamples } from '../examples/examples.ts';
import { chapters } from '../guide/chapters.ts';
import { Contents } from './contents.tsx';
import { NounSection } from './noun-section.tsx';

export type ReferenceView = {
  readonly document: ApiDocument;
  readonly platformName: string;
  readonly publicUrl: string;
  /** Addresses of the style sheets, in their order. */
  readonly styles: readonly string[];
};

/** The whole reference on one page. Every part has an anchor, and nothing of it needs a script. */
export function ReferencePage({ document, platformName, publicUrl, styles }: ReferenceView) {
  const nouns = readNouns(document);
  const objects = indexObjects(document);
  const examples = createExamples(publicUrl, objects);
  const head = (
    <>
      <meta name="color-scheme" content="light dark" />
      {styles.map((href) => (
        <link rel="stylesheet" href={href} key={href} />
      ))}
    </>
  );
  return (
    <Document locale="en" title={`API reference, ${platformName}`} head={head}>
      <a class="skip" href="#main">
        To the text
      </a>
      <header class="site-head" id="top">
        <p>
          <b>{platformName}</b> <span>API reference</span>
        </p>
        <p class="site-links">
          <a class="to-contents" href="#contents">
            Contents
          </a>
          <a href="/openapi.json">openapi.json</a>
          <a href="/">Dashboard</a>
        </p>
      </header>
      <div class="frame">
        <Contents nouns={nouns} />
        <main id="main" tabIndex={-1}>
          <h1>API reference</h1>
          {chapters.flatMap(({ chapters: entries }) =>
            entries.map(({ id, title, body: Body }) => (
              <section class="chapter entry" key={id} aria-labelledby={id}>
                <h2 id={id}>
                  <a href={`#${id}`}>{title}</a>
                </h2>
                <Body platformName={platformName} publicUrl={publicUrl} objects={objects} />
              </section>
            )),
          )}
          {nouns.map((noun) => (
            <NounSection key={noun.id} noun={noun} objects={objects} examples={examples} />
          ))}
          <footer class="site-foot fine">
            Made from the same contract that the server checks every request against.
          </footer>
        </main>
      </div>
    </Document>
  );
}
