import { Code, Json } from '../components/code.tsx';
import { exampleIds } from '../examples/ids.ts';
import type { GuideProps } from './guide.ts';

/** What this is, where it answers, and the way from nothing to a first payment. */
export function Introduction({ platformName, publicUrl }: GuideProps) {
  return (
    <>
      <div class="entry-words">
        <p class="lead">
          {platformName} sells by link: pick products, share one address, and see who paid. Everything that
          people do in the dashboard goes over the HTTP API that this page describes.
        </p>
        <dl class="facts-list">
          <dt>Base address</dt>
          <dd>
            <code>{publicUrl}</code>
          </dd>
          <dt>For programs</dt>
          <dd>
            <a href="/openapi.json">openapi.json</a>, OpenAPI 3.1: the same contract, from the same source as
            this page.
          </dd>
          <dt>Format</dt>
          <dd>JSON in UTF-8, both ways. A body has at most 256 KiB.</dd>
        </dl>
        <p>
          Every path ends in a slash; without it the same path answers the same. Every answer carries{' '}
          <code>X-Request-Id</code>: quote it when you ask about a request.
        </p>
      </div>
      <div class="entry-code">
        <Code label="Is it there?">{`curl "${publicUrl}/readyz"`}</Code>
        <Json label="200 Answer" value={{ status: 'ready' }} />
      </div>
    </>
  );
}

/** From a token to money, one call after the other. */
export function FirstPayment({ publicUrl }: GuideProps) {
  return (
    <>
      <div class="entry-words">
        <p>Five calls, no money: everything new starts in the sandbox.</p>
        <ol class="steps">
          <li>
            Sign in. Keep the token in a variable of your shell; it is good for twelve hours after its last
            use, thirty days at most.
          </li>
          <li>Add a product with a price in each currency you sell in.</li>
          <li>
            Make a link. It copies names, prices and tax rates; share its <code>url</code> with buyers, or go
            on as the buyer yourself.
          </li>
          <li>Start a checkout, as the page at that address does. The price is fixed from here on.</li>
          <li>
            Pay it with a <a href="#test-cards">test card</a>. The answer names the transaction, and a{' '}
            <a href="#webhooks-guide">webhook</a> tells your server.
          </li>
        </ol>
      </div>
      <div class="entry-code">
        <Code label="1 Sign in">
          {`curl "${publicUrl}/api/auth/login/" \\
  -H 'Content-Type: application/json' \\
  -d '{"email": "maja@nordlicht.example", "password": "…"}'`}
        </Code>
        <Code label="2 Add a product">
          {`curl "${publicUrl}/api/products/" \\
  -H "Authorization: Token $ACCESS_TOKEN" \\
  -H 'Content-Type: application/json' \\
  -d '{"name": "Harbour at dawn, A2", "prices": {"USD": "29.99", "EUR": "27.50"}}'`}
        </Code>
        <Code label="3 Make a link">
          {`curl "${publicUrl}/api/payment-links/" \\
  -H "Authorization: Token $ACCESS_TOKEN" \\
  -H 'Content-Type: application/json' \\
  -d '{"name": "Spring print sale", "products": [{"product_id": "${exampleIds.product}", "quantity": 2}]}'`}
        </Code>
        <Code label="4 Start a checkout">
          {`curl "${publicUrl}/api/payment-links/public/$LINK_ID/start/" \\
  -H 'Content-Type: application/json' \\
  -d '{"billing_country": "DE", "billing_first_name": "Maja", "billing_last_name": "Lindqvist", "billing_email": "maja@example.com"}'`}
        </Code>
        <Code label="5 Pay it">
          {`curl "${publicUrl}/api/checkout/$TOKEN/pay/" \\
  -H 'Content-Type: application/json' \\
  -d '{"payment_method": {"type": "card", "number": "4242424242424242", "exp_month": 12, "exp_year": 2040, "cvc": "123"}}'`}
        </Code>
      </div>
    </>
  );
}
