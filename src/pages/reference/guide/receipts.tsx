import { Code } from '../components/code.tsx';
import type { GuideProps } from './guide.ts';
import { nodeReceiptRecipe, opensslReceiptRecipe } from './receipt-recipes.ts';

/** What of a receipt is signed, and how anyone checks it without asking the site. */
export function ReceiptsGuide({ publicUrl }: GuideProps) {
  const keys = `${publicUrl}/.well-known/receipt-keys.json`;
  return (
    <>
      <div class="entry-words">
        <p>
          A receipt is fixed when it is issued, moments after the payment. What it says is signed with Ed25519
          over the bytes of one text, the <code>document</code>. A refund, a renamed seller, a changed product
          or a new key change neither text nor signature.
        </p>
        <dl class="pairs">
          <dt>Signed</dt>
          <dd>
            Number, time and zone, seller, buyer’s name, company, tax number and country, lines, tax by rate,
            totals, masked card, and the site that signs. Test receipts say <code>TEST – no money moved</code>
            .
          </dd>
          <dt>Not signed</dt>
          <dd>
            Mail address, street, phone, and what was refunded since: those may be hidden or change later.
          </dd>
        </dl>
        <h4>The file</h4>
        <p>
          <a href="#get-api-checkout-by-token-receipt-json">receipt.json</a> holds text and signature; the{' '}
          <a href="#get-api-checkout-by-token-receipt-pdf">PDF</a> has the same file attached. Save{' '}
          <a href={keys}>the published keys</a> once. From then on verifying asks nobody. A key that is in
          your copy and no longer in ours may have been withdrawn: then fetch the receipt anew.
        </p>
      </div>
      <div class="entry-code">
        <Code label="Node">{nodeReceiptRecipe}</Code>
        <Code label="OpenSSL 3 and jq">{opensslReceiptRecipe}</Code>
      </div>
    </>
  );
}
