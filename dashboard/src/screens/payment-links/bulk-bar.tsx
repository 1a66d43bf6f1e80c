import { Button } from '@/ui/button.tsx';
import { Notice } from '@/ui/notice.tsx';
import { isolated } from '../../../../src/platform/contract/directions.ts';
import type { PaymentLinkAnswer } from '../../../../src/platform/contract/payment-links.ts';
import { type BulkChange, bulkChanges, type useBulkChange } from './use-bulk-change.ts';

const offered = [
  ['activate', 'Activate'],
  ['deactivate', 'Deactivate'],
  ['delete', 'Delete'],
  ['restore', 'Restore'],
] as const satisfies readonly (readonly [BulkChange, string])[];

type BarProps = {
  readonly chosen: readonly PaymentLinkAnswer[];
  readonly bulk: ReturnType<typeof useBulkChange>;
  readonly onClear: () => void;
};

/** What can be done with the links that are ticked, how far it is, and what could not be done. */
export function BulkBar({ chosen, bulk, onClear }: BarProps) {
  const { progress, failed, run, forget } = bulk;
  const start = (change: BulkChange) => {
    void run(change, chosen.filter(bulkChanges[change].changes));
    onClear();
  };
  return (
    <>
      {failed.length > 0 && (
        <Notice
          tone="critical"
          title={failed.length === 1 ? '1 link was not changed' : `${failed.length} links were not changed`}
          action={
            <Button size="small" onClick={forget}>
              Dismiss
            </Button>
          }
        >
          {failed.map(({ link, sentence }) => (
            <span key={link.id} className="bulk-failure">
              “{isolated(link.name)}”: {sentence}
            </span>
          ))}
        </Notice>
      )}
      <div className="bulk-live" role="status">
        {progress && <p className="bulk-bar number">{progress}</p>}
      </div>
      {!progress && chosen.length > 0 && (
        <section className="bulk-bar" aria-label="Selected links">
          <b className="number">{chosen.length} selected</b>
          {offered.map(([change, word]) => {
            const count = chosen.filter(bulkChanges[change].changes).length;
            return count > 0 ? (
              <Button key={change} size="small" onClick={() => start(change)}>
                {count === chosen.length ? word : `${word} ${count}`}
              </Button>
            ) : null;
          })}
          <Button size="small" look="quiet" onClick={onClear}>
            Clear selection
          </Button>
        </section>
      )}
    </>
  );
}
