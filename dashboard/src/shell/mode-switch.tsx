import { Link, useNavigate } from '@tanstack/react-router';
import { switchMode, useMode } from '@/mode.ts';
import { Popover } from '@/ui/popover.tsx';
import { useMay } from '@/use-account.ts';
import { useLive } from '@/use-live.ts';
import type { Mode } from '../../../src/platform/contract/common.ts';

/** Between test and real money. Before live was ever possible, asking for it says what is missing. */
export function ModeSwitch({ onFollow }: { readonly onFollow?: (() => void) | undefined }) {
  const mode = useMode();
  const { canLook } = useLive();
  const maySee = useMay('staff');
  const navigate = useNavigate();
  const choose = async (chosen: Mode) => {
    if (chosen === mode) return;
    // One link or payment is of one mode for good; the list of all is there in both.
    const [, list] = /^\/(payments|payment-links)\/(?!new$)./.exec(location.pathname) ?? [];
    if (list) await navigate({ to: list === 'payments' ? '/payments' : '/payment-links' });
    switchMode(chosen);
    onFollow?.();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for questions of a form
    <div className="segment mode" role="group" aria-label="Mode">
      <button
        type="button"
        className={mode === 'sandbox' ? 'is-sandbox' : undefined}
        aria-pressed={mode === 'sandbox'}
        onClick={() => void choose('sandbox')}
      >
        Sandbox
      </button>
      {canLook ? (
        <button type="button" aria-pressed={mode === 'live'} onClick={() => void choose('live')}>
          Live
        </button>
      ) : (
        <Popover label="Live mode" trigger={{ children: 'Live' }}>
          {(close) => (
            <>
              <h2>Live needs a payment provider</h2>
              <p>
                Until one is connected, everything here is a test: cards are not charged and no money moves.
                Links and payments that you make now stay in the sandbox.
              </p>
              {maySee && (
                <p>
                  <Link
                    to="/live"
                    onClick={() => {
                      close();
                      onFollow?.();
                    }}
                  >
                    Go live
                  </Link>
                </p>
              )}
            </>
          )}
        </Popover>
      )}
    </div>
  );
}
