import type { ReactNode } from 'react';
import { cursorOf } from '@/api/client.ts';
import type { List } from '@/api/types.ts';
import { zoneInWords } from '@/lib/dates.ts';
import { Button } from './button.tsx';

type PagerProps = {
  readonly page: Pick<List<unknown>, 'next' | 'previous' | 'results'>;
  readonly noun: readonly [one: string, many: string];
  readonly zone?: string;
  readonly onTurn: (cursor: string) => void;
  readonly note?: ReactNode;
  /** What the buttons back and on say; lists run newest first unless they are sorted. */
  readonly ways?: readonly [back: string, on: string];
};

const newestFirst = ['Newer', 'Older'] as const;

/** The foot of a table: how many rows, whose time, and the way to its neighbours. */
export function Pager({ page, noun, zone, onTurn, note, ways = newestFirst }: PagerProps) {
  const [newer, older] = [cursorOf(page.previous), cursorOf(page.next)];
  const count = page.results.length;
  const isWhole = !newer && !older;
  return (
    <div className="table-foot">
      <span>
        {count} {count === 1 ? noun[0] : noun[1]}
        {isWhole ? '' : ' on this page'}.{zone && ` Times in ${zoneInWords(new Date(), zone)}.`} {note}
      </span>
      {!isWhole && (
        <span className="row">
          {/* Not `disabled`: the focus would be lost at either end. */}
          <Button
            size="small"
            aria-disabled={!newer}
            onClick={() => newer && onTurn(newer)}
            icon="chevronLeft"
          >
            {ways[0]}
          </Button>
          <Button
            size="small"
            aria-disabled={!older}
            onClick={() => older && onTurn(older)}
            icon="chevronRight"
          >
            {ways[1]}
          </Button>
        </span>
      )}
    </div>
  );
}
