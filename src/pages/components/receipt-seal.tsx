import type { ComponentChildren } from 'preact';
import { RichText } from '#platform/text/rich-text.tsx';
import type { PageContext } from '../context.ts';
import { linkTarget } from '../safe-url.ts';
import type { ReceiptView } from '../views.ts';

/** That the receipt is signed, by which key, the file to keep, and how anyone verifies it. */
export function ReceiptSeal({ view: { signature }, context }: { view: ReceiptView; context: PageContext }) {
  const { text } = context;
  if (signature === null) return null;
  const file = linkTarget(signature.file_url);
  const guide = linkTarget(signature.guide_url);
  const tags = {
    file: (words: ComponentChildren) => (file ? <a href={file}>{words}</a> : words),
    guide: (words: ComponentChildren) => (guide ? <a href={guide}>{words}</a> : words),
  };
  return (
    <section class="seal" aria-label={text('receipt.verify')}>
      <p>
        <RichText text={text} message="receipt.signed" tags={tags} />
      </p>
      <code>
        Ed25519 {signature.value} / {text('receipt.key', { id: signature.key_id })}
      </code>
    </section>
  );
}
