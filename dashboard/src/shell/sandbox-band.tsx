import { Popover } from '@/ui/popover.tsx';
import { type TestCardScenario, testCardNumber } from '../../../src/platform/contract/test-cards.ts';

/** The cards that show most; the reference has all. */
const shown: readonly (readonly [TestCardScenario, outcome: string])[] = [
  ['succeeds', 'pays'],
  ['card_declined', 'is declined'],
  ['insufficient_funds', 'has not enough funds'],
  ['challenge', 'asks for 3-D Secure'],
];

/** Nothing on this page is final, and the hatching says so. */
export function SandboxBand() {
  return (
    <div className="band" role="note">
      <div className="band-inner">
        <span>
          <b>Sandbox.</b> Test payments only. No money moves.
        </span>
        <Popover
          label="What differs from live"
          trigger={{ className: 'band-more', children: 'What differs from live' }}
        >
          <h2>The same, without money</h2>
          <p>
            Links, places, receipts and figures work as they will in live. Only the provider is simulated: it
            takes these test cards, with any future expiry and any security code.
          </p>
          <ul className="test-cards">
            {shown.map(([scenario, outcome]) => (
              <li key={scenario}>
                <code>{testCardNumber(scenario)}</code>
                <span>{outcome}</span>
              </li>
            ))}
          </ul>
        </Popover>
      </div>
    </div>
  );
}
