import { Popover } from '@/ui/popover.tsx';

const testCards = [
  ['4242 4242 4242 4242', 'pays'],
  ['4000 0000 0000 0002', 'is declined'],
  ['4000 0000 0000 9995', 'has not enough funds'],
  ['4000 0000 0000 3220', 'asks for 3-D Secure'],
] as const;

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
            {testCards.map(([number, outcome]) => (
              <li key={number}>
                <code>{number}</code>
                <span>{outcome}</span>
              </li>
            ))}
          </ul>
        </Popover>
      </div>
    </div>
  );
}
