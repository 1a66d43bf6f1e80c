import { testCards } from '#platform/contract/test-cards.ts';
import { RichText } from '#platform/text/rich-text.tsx';
import { groupDigits } from '../card-brand.ts';
import type { PageContext } from '../context.ts';
import { testCardOutcomes } from '../test-cards.ts';

/** Says that nothing here is real, with the cards that work. The script turns the numbers into buttons. */
export function TestBand({ context }: { context: PageContext }) {
  const { text, now } = context;
  const expiry = `12 / ${String((now.getUTCFullYear() + 3) % 100).padStart(2, '0')}`;
  return (
    <aside class="band" aria-label={text('mode.testCards')}>
      <p>
        <RichText text={text} message="mode.test" />
      </p>
      <details>
        <summary>{text('mode.testCards')}</summary>
        <div class="band-cards">
          <ul>
            {testCards.map(({ number, scenario }) => (
              <li>
                <code
                  data-test-card={expiry}
                  data-label={text('mode.useCard', { number: groupDigits(number) })}
                >
                  {groupDigits(number)}
                </code>
                <span>{text(testCardOutcomes[scenario])}</span>
              </li>
            ))}
          </ul>
          <p>{text('mode.testCardsHint')}</p>
        </div>
      </details>
    </aside>
  );
}

/** Says that no money is to be sent. */
export function TransferBand({ context }: { context: PageContext }) {
  return (
    <aside class="band" aria-label={context.text('mode.testMode')}>
      <p>
        <RichText text={context.text} message="transfer.band" />
      </p>
    </aside>
  );
}
