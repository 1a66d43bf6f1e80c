import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

type HeaderProps = {
  readonly children: ReactNode;
  /** As it stands in the address; `-` in front is from the largest down. */
  readonly sort: string;
  readonly sortKey: string;
  /** Whether the first press gives the largest first. */
  readonly isDownFirst?: boolean;
  readonly end?: boolean;
  readonly onSort: (sort: string) => void;
};

/** The head of a column that the table can be sorted by; a second press turns it round. */
export function SortHeader({
  children,
  sort,
  sortKey,
  isDownFirst = false,
  end = false,
  onSort,
}: HeaderProps) {
  const [up, down] = [sortKey, `-${sortKey}`];
  const isSorted = sort === up || sort === down;
  const first = isDownFirst ? down : up;
  const next = isSorted ? (sort === up ? down : up) : first;
  return (
    <th
      scope="col"
      className={end ? 'end' : undefined}
      aria-sort={isSorted ? (sort === up ? 'ascending' : 'descending') : 'none'}
    >
      <button type="button" className="sort-button" onClick={() => onSort(next)}>
        {children}
        {isSorted && <Icon name={sort === up ? 'arrowUp' : 'arrowDown'} size={12} />}
      </button>
    </th>
  );
}
