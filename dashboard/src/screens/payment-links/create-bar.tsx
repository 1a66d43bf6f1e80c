import { commandKey } from '@/shell/shortcuts.ts';
import { Amount } from '@/ui/amount.tsx';
import { Button } from '@/ui/button.tsx';
import { formatAmount } from '../../../../src/platform/kit/money.ts';
import type { DraftTotals, LinkDraft } from './link-draft.ts';

type BarProps = {
  readonly draft: LinkDraft;
  readonly totals: DraftTotals;
  readonly errorCount: number;
  readonly isBusy: boolean;
  readonly onDiscard: () => void;
};

/** Stays in view: what buyers will pay, what is left to fix, and the one button. */
export function CreateBar({ draft, totals, errorCount, isBusy, onDiscard }: BarProps) {
  const { sums, otherTotal, boundsProblem } = totals;
  return (
    <div className="dock">
      <p className="number">
        {boundsProblem ? (
          <span className="error">{boundsProblem}</span>
        ) : (
          <>
            <span className="muted">Buyers pay </span>
            <b>
              <Amount value={formatAmount(sums.totalMinor)} currency={draft.currency} code />
            </b>
            {otherTotal && (
              <>
                <span className="muted"> or </span>
                <b>
                  <Amount value={otherTotal.amount} currency={otherTotal.currency} code />
                </b>
              </>
            )}
          </>
        )}
      </p>
      <div className="row">
        {errorCount > 0 && (
          <span className="error" role="status">
            {errorCount} {errorCount === 1 ? 'field' : 'fields'} to fix
          </span>
        )}
        <Button look="quiet" onClick={onDiscard}>
          Discard
        </Button>
        <Button type="submit" look="primary" busy={isBusy} shortcut={`${commandKey} ↵`}>
          Create link
        </Button>
      </div>
    </div>
  );
}
