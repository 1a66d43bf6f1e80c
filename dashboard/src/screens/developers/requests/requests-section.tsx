import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { apiKeysQuery, apiRequestsQuery } from '@/api/api-keys.ts';
import { useMode } from '@/mode.ts';
import { type DevelopersSearch, requestMethods, requestResults } from '@/search.ts';
import { Empty } from '@/ui/empty.tsx';
import { Filter } from '@/ui/filters.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Card } from '@/ui/page.tsx';
import { Pager } from '@/ui/pager.tsx';
import { useMay, useZone } from '@/use-account.ts';
import { isolated } from '../../../../../src/platform/contract/directions.ts';
import { RequestsTable } from './requests-table.tsx';

const route = getRouteApi('/shell/developers/$section');
const any = { value: '', label: 'any' };
const resultChoices = [
  any,
  ...requestResults.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) })),
];
const methodChoices = [any, ...requestMethods.map((value) => ({ value, label: value }))];
const watchMs = 5_000;

/** What was asked with API keys of the mode, and how it was answered. */
export function RequestsSection() {
  if (!useMay('staff')) {
    return (
      <Card title="Requests" flush>
        <p className="nothing">Staff, admins and owners see them.</p>
      </Card>
    );
  }
  return <Requests />;
}

function Requests() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const zone = useZone();
  const { result, key, method, cursor } = search;
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...apiRequestsQuery({ result, key, method, cursor }),
    // Newer ones appear on the first page only.
    refetchInterval: search.cursor ? false : watchMs,
  });
  const change = (changes: Partial<DevelopersSearch>) =>
    void navigate({
      search: (before) => ({ ...before, cursor: undefined, open: undefined, ...changes }),
      replace: true,
      resetScroll: false,
    });
  // A page of the table is a step of its own, so that Back returns to the one before.
  const turn = (cursor: string) =>
    void navigate({ search: (before) => ({ ...before, cursor, open: undefined }) });
  const isFiltered = Boolean(result || key || method || cursor);
  if (data?.results.length === 0 && !isFiltered) return <FirstRequest />;
  return (
    <>
      <search className="filters">
        <div className="chips">
          <Filter
            name="Result"
            choices={resultChoices}
            value={result ?? ''}
            onChange={(value) => change({ result: value as DevelopersSearch['result'] })}
          />
          <Filter
            name="Method"
            choices={methodChoices}
            value={method ?? ''}
            onChange={(value) => change({ method: value as DevelopersSearch['method'] })}
          />
          <KeyFilter value={key ?? ''} onChange={(value) => change({ key: value || undefined })} />
        </div>
      </search>
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {(data || !error) && (
        <section className={isPlaceholderData ? 'card is-stale' : 'card'} aria-label="Requests">
          {!data && <SkeletonRows />}
          {data && data.results.length > 0 && (
            <>
              <RequestsTable
                requests={data.results}
                zone={zone}
                open={search.open}
                onOpen={(open) => change({ open, cursor })}
              />
              <Pager
                page={data}
                noun={['request', 'requests']}
                zone={zone}
                onTurn={turn}
                note="Kept for 30 days: the pattern of the route, never bodies, values or addresses."
              />
            </>
          )}
          {data?.results.length === 0 && (
            <p className="nothing">
              No request fits.{' '}
              <button
                type="button"
                className="text-button"
                onClick={() => change({ result: undefined, key: undefined, method: undefined })}
              >
                Clear the filters
              </button>
            </p>
          )}
        </section>
      )}
    </>
  );
}

function KeyFilter({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const mode = useMode();
  const { data } = useQuery(apiKeysQuery);
  const keys = (data?.results ?? []).filter((key) => key.mode === mode);
  const choices = keys.map(({ id, name, prefix }) => ({ value: id, label: `${isolated(name)}, ${prefix}…` }));
  return <Filter name="Key" choices={[any, ...choices]} value={value} onChange={onChange} />;
}

function FirstRequest() {
  return (
    <Empty
      title="No requests yet"
      actions={
        <Link
          to="/developers/$section"
          params={{ section: 'api-keys' }}
          className="button button-primary button-normal"
        >
          Go to API keys
        </Link>
      }
      lessons={[
        ['Every answer', 'Status, error code and how long it took, a second or two after it was given.'],
        ['An id to ask about', 'Each has the id that its answer named in x-request-id.'],
        [
          'Nothing of your buyers',
          'Patterns of routes and names of filters; no bodies, values or addresses.',
        ],
      ]}
    >
      What your servers ask with an API key of this mode stands here for 30 days.
    </Empty>
  );
}
