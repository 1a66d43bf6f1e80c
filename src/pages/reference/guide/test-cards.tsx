import { inGroups, testCards } from '#platform/contract/test-cards.ts';
import { translator } from '#platform/text/translate.ts';
import { testCardOutcomes } from '../../test-cards.ts';
import type { GuideProps } from './guide.ts';

const simulations = [
  ['payment_failed', 'Failed, with one declined attempt.'],
  ['checkout_canceled', 'Canceled, without an attempt.'],
  ['canceled', 'Canceled, with one canceled attempt.'],
  ['success_pending_deposit', 'Processing, and paid five seconds later.'],
  ['checkout_pending', 'Processing until the simulator ends it.'],
] as const;

/** How to try everything without money. */
export function TestCards(_: GuideProps) {
  const text = translator('en');
  return (
    <div class="entry-words wide">
      <p>
        The sandbox takes these numbers, with any expiry that is still to come and any security code. Every
        other number is refused before anything is stored. Never send a real card.
      </p>
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">Number</th>
            <th scope="col">What it does</th>
          </tr>
        </thead>
        <tbody>
          {testCards.map(({ number, scenario }) => (
            <tr key={number}>
              <td>
                <code>{inGroups(number)}</code>
              </td>
              <td>{text(testCardOutcomes[scenario])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h4>Without a card</h4>
      <p>
        <code>sandbox_simulate</code> lets a checkout that is <a href="#post-api-checkout-create">created</a>{' '}
        in the sandbox end by itself:
      </p>
      <dl class="pairs">
        {simulations.map(([name, outcome]) => (
          <>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>{outcome}</dd>
          </>
        ))}
      </dl>
    </div>
  );
}
