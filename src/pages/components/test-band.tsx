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

const plainSentences = { transfer: 'transfer.band', moved: 'mode.testMoved' } as const;

/** The same where no card is asked for: that no money is to be sent, or that none moved. */
export function PlainBand({ band, context }: { band: keyof typeof plainSentences; context: PageContext }) {
  return (
    <aside class="band" aria-label={context.text('mode.testMode')}>
      <p>
        <RichText text={context.text} message={plainSentences[band]} />
      </p>
    </aside>
  );
}
