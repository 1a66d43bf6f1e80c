import { numberLocale } from '@/lib/locale.ts';

type Stage = { readonly name: string; readonly count: number; readonly of?: string };

/** How many of those who came went on; each stage tells its share of the one before. */
export function Funnel({ stages }: { readonly stages: readonly Stage[] }) {
  const widest = Math.max(1, ...stages.map(({ count }) => count));
  return (
    <div className="funnel">
      {stages.map(({ name, count, of }, index) => {
        const before = stages[index - 1]?.count ?? 0;
        return (
          <div key={name}>
            <p>
              <span>{name}</span>
              <span>
                <b className="number">{count.toLocaleString(numberLocale)}</b>
                {of && before > 0 && (
                  <span className="muted">
                    {' '}
                    {Math.round((100 * count) / before)}% of {of}
                  </span>
                )}
              </span>
            </p>
            <svg aria-hidden="true">
              <rect className="bar-base" width="100%" height="10" />
              <rect className="bar-fill" width={`${(100 * count) / widest}%`} height="10" />
            </svg>
          </div>
        );
      })}
    </div>
  );
}
