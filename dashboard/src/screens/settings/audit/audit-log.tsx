import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { auditLogPath, auditLogQuery } from '@/api/audit-log.ts';
import { teamQuery } from '@/api/team.ts';
import { areaNames } from '@/lib/audit-words.ts';
import { auditFilters, type SettingsSearch } from '@/search.ts';
import { ExportButton } from '@/ui/export-button.tsx';
import { DayFilter, Filter, SearchBox } from '@/ui/filters.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Pager } from '@/ui/pager.tsx';
import { useZone } from '@/use-account.ts';
import { isolated } from '../../../../../src/platform/contract/directions.ts';
import { AuditTable } from './audit-table.tsx';

const route = getRouteApi('/shell/settings/$section');

const whatChoices = [
  { value: '', label: 'everything' },
  ...Object.entries(areaNames).map(([value, label]) => ({ value, label })),
];

export function AuditLog() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const zone = useZone();
  const filters = auditFilters(search, zone);
  const { data, error, refetch, isPlaceholderData } = useQuery(auditLogQuery(filters));
  const change = useCallback(
    (changes: Partial<SettingsSearch>) =>
      void navigate({
        search: (before) => ({ ...before, cursor: undefined, entry: undefined, ...changes }),
        replace: true,
      }),
    [navigate],
  );
  const find = useCallback((about: string) => change({ about }), [change]);
  const { who, what, from, to, about } = search;
  const isFiltered = Boolean(who || what || from || to || about);
  return (
    <section className={isPlaceholderData ? 'card is-stale' : 'card'} aria-label="Audit log">
      <div className="card-head">
        <h2>Audit log</h2>
        <ExportButton path={auditLogPath} query={{ ...filters, cursor: undefined }} fileName="audit-log" />
      </div>
      <search className="filters log-filters">
        <SearchBox
          name="About"
          placeholder="Id of a link, product, person"
          value={about ?? ''}
          onChange={find}
        />
        <div className="chips">
          <DayFilter name="From" value={from ?? ''} onChange={(value) => change({ from: value })} />
          <DayFilter name="To" value={to ?? ''} onChange={(value) => change({ to: value })} />
          <Filter
            name="Who"
            choices={useWho(who)}
            value={who ?? ''}
            onChange={(value) => change({ who: value })}
          />
          <Filter
            name="What"
            choices={whatChoices}
            value={what ?? ''}
            onChange={(value) => change({ what: value as SettingsSearch['what'] })}
          />
        </div>
      </search>
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <SkeletonRows />}
      {data?.results.length === 0 && (
        <p className="nothing">
          No entry fits.{' '}
          {isFiltered && (
            <button type="button" className="text-button" onClick={() => void navigate({ search: {} })}>
              Clear the filters
            </button>
          )}
        </p>
      )}
      {data && data.results.length > 0 && (
        <>
          <AuditTable entries={data.results} zone={zone} />
          <Pager
            page={data}
            noun={['entry', 'entries']}
            zone={zone}
            note="Nothing is ever deleted here."
            onTurn={(cursor) =>
              void navigate({ search: (before) => ({ ...before, cursor, entry: undefined }) })
            }
          />
        </>
      )}
    </section>
  );
}

/** The team, and who acts without being a person; also somebody who left, while they are filtered by. */
function useWho(chosen: string | undefined) {
  const people = useQuery(teamQuery).data?.results ?? [];
  const choices = [
    { value: '', label: 'everybody' },
    ...people.map(({ id, name }) => ({ value: id, label: isolated(name) })),
    { value: 'api_key', label: 'API keys' },
    { value: 'operator', label: 'the operator' },
    { value: 'system', label: 'the product itself' },
    { value: 'anonymous', label: 'nobody known' },
  ];
  if (!chosen || choices.some(({ value }) => value === chosen)) return choices;
  return [...choices, { value: chosen, label: chosen }];
}
