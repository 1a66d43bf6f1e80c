import { Popover } from '@/ui/popover.tsx';

/** Live cannot be chosen before a provider is connected; asking for it says so. */
export function ModeSwitch() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for questions of a form
    <div className="segment mode" role="group" aria-label="Mode">
      <button type="button" className="is-sandbox" aria-pressed="true">
        Sandbox
      </button>
      <Popover label="Live mode" trigger={{ children: 'Live' }}>
        <h2>Live needs a payment provider</h2>
        <p>
          Until one is connected, everything here is a test: cards are not charged and no money moves. Links,
          payments and products that you make now stay in the sandbox.
        </p>
      </Popover>
    </div>
  );
}
