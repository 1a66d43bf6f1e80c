import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, Suspense, useCallback, useRef, useState } from 'react';
import { entriesQuery, sampleStatement, statementsQuery, toMatchQuery } from '@/api/bank-entries.ts';
import { sentenceOf } from '@/api/client.ts';
import { watchMs } from '@/api/payment-links.ts';
import { useMode } from '@/mode.ts';
import type { BankSearch } from '@/search.ts';
import { useNarrow } from '@/shell/use-narrow.ts';
import { Button, IconButton } from '@/ui/button.tsx';
import { Empty, StatementArt } from '@/ui/empty.tsx';
import { Icon } from '@/ui/icon.tsx';
import { Failure, SkeletonPage, SkeletonRows } from '@/ui/loading.tsx';
import { Page } from '@/ui/page.tsx';
import { Pager } from '@/ui/pager.tsx';
import { part } from '@/ui/part.tsx';
import { save } from '@/ui/save.ts';
import { showToast } from '@/ui/toast.tsx';
import { useMay, useZone } from '@/use-account.ts';
import type { BankEntryAnswer } from '../../../../src/platform/contract/bank-entries.ts';
import { isolated } from '../../../../src/platform/contract/directions.ts';
import { Book, EntryRows, KeyHints } from './entry-lists.tsx';
import { EntryPanel, entrySummary, type Target, targetOf } from './entry-panel.tsx';
import { moneyOf, partyOf } from './entry-words.ts';
import { RefundsToSend } from './refunds-to-send.tsx';
import { RememberedTables } from './remembered-tables.tsx';
import { LastImport, Uploads } from './statement-cards.tsx';
import { useBankKeys } from './use-bank-keys.ts';
import { type EntryActions, useEntryActions } from './use-entry-actions.ts';
import { useDrop, useStatements } from './use-statements.ts';

const EntryDialog = part(() => import('./entry-dialog.tsx').then(({ EntryDialog }) => EntryDialog));
const QuestionDialog = part(() =>
  import('./question-dialog.tsx').then(({ QuestionDialog }) => QuestionDialog),
);

const route = getRouteApi('/shell/bank-transfers');

/** Statements in, transfers to their payments, refunds out. */
export function BankTransfersScreen() {
  const mode = useMode();
  const mayAct = useMay('admin');
  const statements = useQuery(statementsQuery(1));
  const { uploads, add, asked } = useStatements();
  const picker = useRef<HTMLInputElement>(null);
  const pick = useCallback(() => picker.current?.click(), []);
  const isOver = useDrop(add, mayAct);
  const [statement] = statements.data?.results ?? [];
  if (!statements.data) {
    return statements.error ? (
      <Page name="Bank transfers">
        <Failure error={statements.error} retry={() => void statements.refetch()} />
      </Page>
    ) : (
      <SkeletonPage />
    );
  }
  return (
    <Page
      name="Bank transfers"
      tools={mode === 'sandbox' && mayAct && statement && <SampleButton size="small" />}
    >
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label="Statements"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          if (files.length > 0) add(files);
        }}
      />
      {statement || uploads.length > 0 ? (
        <Books
          mayAct={mayAct}
          pick={pick}
          isOver={isOver}
          imported={
            uploads.length > 0 ? (
              <Uploads uploads={uploads} />
            ) : (
              statement && <Imported statement={statement} />
            )
          }
        />
      ) : (
        <FirstStatement mayAct={mayAct} pick={pick} isOver={isOver} isSandbox={mode === 'sandbox'} />
      )}
      <Suspense>{asked && <QuestionDialog {...asked} />}</Suspense>
    </Page>
  );
}

function Imported({ statement }: Pick<Parameters<typeof LastImport>[0], 'statement'>) {
  return <LastImport statement={statement} zone={useZone()} />;
}

/** Pays what waits in the sandbox, so that everything can be tried without money. */
function SampleButton({ size = 'normal' }: { readonly size?: 'small' | 'normal' }) {
  const { mutate, isPending } = useMutation({
    mutationFn: async () => save(await (await sampleStatement()).blob(), 'sample-statement.xml'),
    onSuccess: () => showToast('Saved a statement that pays what waits in the sandbox. Drop it here.'),
    onError: (error) => showToast(sentenceOf(error)),
  });
  return (
    <Button size={size} icon="download" busy={isPending} onClick={() => mutate()}>
      Get a sample statement
    </Button>
  );
}

type FirstProps = {
  readonly mayAct: boolean;
  readonly pick: () => void;
  readonly isOver: boolean;
  readonly isSandbox: boolean;
};

function FirstStatement({ mayAct, pick, isOver, isSandbox }: FirstProps) {
  useBankKeys({ upload: mayAct ? pick : undefined });
  return (
    <div className={isOver ? 'is-dropping' : undefined}>
      <Empty
        title="No statement yet"
        art={<StatementArt />}
        actions={
          mayAct ? (
            <>
              <Button look="primary" icon="upload" shortcut="U" onClick={pick}>
                Upload statement
              </Button>
              {isSandbox && <SampleButton />}
            </>
          ) : (
            <span className="hint">Admins and owners can upload one.</span>
          )
        }
        lessons={[
          [
            'Only what is booked counts',
            'An announced transfer shows as on its way. A payment is paid once your statement says so.',
          ],
          [
            'Any file, as often as you like',
            'camt, MT940, CSV or ZIP. Overlapping statements and the same file again never count an entry twice.',
          ],
          isSandbox
            ? [
                'Try it without money',
                'In the sandbox a statement is whatever you upload. The sample pays the test transfers that wait.',
              ]
            : [
                'By your own program, too',
                'An API key with the scope statements:write hands statements in; the operator can do it by the command line.',
              ],
        ]}
      >
        Drop a statement from your bank anywhere on this page. Each transfer with a reference finds its
        payment; you decide about the rest.
      </Empty>
    </div>
  );
}

type BooksProps = {
  readonly mayAct: boolean;
  readonly pick: () => void;
  readonly isOver: boolean;
  readonly imported: ReactNode;
};

function Books({ mayAct, pick, isOver, imported }: BooksProps) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const zone = useZone();
  const isNarrow = useNarrow();
  const decisions = useEntryActions();
  const watched = { refetchInterval: 3 * watchMs };
  const status = search.shown ?? 'matched';
  const toMatch = useQuery({ ...toMatchQuery(), ...watched });
  const onTheirWay = useQuery({ ...entriesQuery({ status: 'on_its_way', limit: 100 }), ...watched });
  const settled = useQuery({ ...entriesQuery({ status, limit: 25, cursor: search.cursor }), ...watched });
  const [chosen, setChosen] = useState<Readonly<Record<string, Target | null>>>({});

  const open = [...(toMatch.data?.results ?? [])];
  const all = [...open, ...(onTheirWay.data?.results ?? []), ...(settled.data?.results ?? [])];
  const named = all.find(({ id }) => id === search.entry);
  // Beside the list the next one to decide about is open at once; over it, only what was asked for.
  const selected = named ?? (isNarrow || search.entry ? undefined : open[0]);
  const chosenFor = (entry: BankEntryAnswer): Target | null | undefined => {
    const [best] = entry.suggestions;
    return chosen[entry.id] === undefined ? best && targetOf(best) : chosen[entry.id];
  };
  const show = (changes: Partial<BankSearch>) =>
    void navigate({
      search: (before) => ({ ...before, ...changes }),
      replace: true,
      resetScroll: false,
    });
  /** What is decided leaves the list, so its neighbour is next; on a phone the list is. */
  const goOnFrom = (entry: BankEntryAnswer) => {
    const at = open.findIndex(({ id }) => id === entry.id);
    show({ entry: isNarrow ? undefined : (open[at + 1] ?? open[at - 1])?.id });
  };
  const actions: EntryActions = {
    ...decisions,
    match: (entry, transactionId) => {
      decisions.match(entry, transactionId);
      goOnFrom(entry);
    },
    ignore: (entry) => {
      decisions.ignore(entry);
      goOnFrom(entry);
    },
  };
  const step = (by: number) => {
    if (open.length === 0) return;
    const at = open.findIndex(({ id }) => id === selected?.id);
    const next = open[at === -1 ? 0 : Math.max(0, Math.min(open.length - 1, at + by))];
    show({ entry: next?.id });
    document.querySelector(`[data-entry="${next?.id}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const canDecide = mayAct && selected?.status === 'unmatched';
  const target = selected && chosenFor(selected);
  useBankKeys({
    upload: mayAct ? pick : undefined,
    up: () => step(-1),
    down: () => step(1),
    match: canDecide && target ? () => actions.match(selected, target.transactionId) : undefined,
    ignore: canDecide ? () => actions.ignore(selected) : undefined,
  });

  const rows = { zone, mayAct, actions, selectedId: selected?.id };
  const panel = selected && (
    <EntryPanel
      key={selected.id}
      entry={selected}
      zone={zone}
      mayAct={mayAct}
      actions={actions}
      chosen={chosenFor(selected)}
      onChoose={(choice) => setChosen({ ...chosen, [selected.id]: choice })}
    />
  );
  const title =
    selected &&
    `${moneyOf(selected)} ${selected.direction === 'debit' ? 'to' : 'from'} ${isolated(partyOf(selected))}`;
  const close = () => show({ entry: undefined });
  const error = toMatch.error ?? onTheirWay.error ?? settled.error;
  return (
    <>
      <div className="columns-import">
        {mayAct && (
          <div className={isOver ? 'drop is-dropping' : 'drop'}>
            <Icon name="upload" size={36} />
            <h2>Drop statements here</h2>
            <p>camt, MT940, CSV or a ZIP of them, up to 20 MB. The same entry never counts twice.</p>
            <div className="row">
              <Button size="small" icon="upload" shortcut="U" onClick={pick}>
                Upload statement
              </Button>
            </div>
          </div>
        )}
        {imported}
      </div>
      {error && !toMatch.data && (
        <Failure
          error={error}
          retry={() => void Promise.all([toMatch, onTheirWay, settled].map(({ refetch }) => refetch()))}
        />
      )}
      <div className="columns">
        <div className="stack">
          <Book
            title="To match"
            count={toMatch.data ? `${open.length}${toMatch.data.next ? '+' : ''}` : ''}
            hint={mayAct && open.length > 0 && <KeyHints />}
          >
            {!toMatch.data && <SkeletonRows rows={3} />}
            {toMatch.data && open.length === 0 && <p className="nothing">Nothing is left to match.</p>}
            <EntryRows
              {...rows}
              entries={open}
              targetOf={(entry) => chosenFor(entry)?.transactionId}
              onFind={(entry) => {
                setChosen({ ...chosen, [entry.id]: null });
                show({ entry: entry.id });
              }}
            />
          </Book>
          {onTheirWay.data && onTheirWay.data.results.length > 0 && (
            <Book
              title="On their way"
              count={`${onTheirWay.data.results.length}${onTheirWay.data.next ? '+' : ''}`}
              hint="announced, not booked"
            >
              <EntryRows {...rows} entries={onTheirWay.data.results} />
            </Book>
          )}
          <Book
            title={status === 'matched' ? 'Matched' : 'Ignored'}
            hint={
              <button
                type="button"
                className="text-button"
                onClick={() =>
                  show({ shown: status === 'matched' ? 'ignored' : undefined, cursor: undefined })
                }
              >
                {status === 'matched' ? 'Show ignored' : 'Show matched'}
              </button>
            }
            foot={
              settled.data &&
              settled.data.results.length > 0 && (
                <Pager
                  page={settled.data}
                  noun={['entry', 'entries']}
                  zone={zone}
                  onTurn={(cursor) => show({ cursor, entry: undefined })}
                />
              )
            }
          >
            {!settled.data && <SkeletonRows rows={3} />}
            {settled.data?.results.length === 0 && (
              <p className="nothing">
                {status === 'matched' ? 'Nothing is matched yet.' : 'Nothing is ignored.'}
              </p>
            )}
            <EntryRows {...rows} entries={settled.data?.results ?? []} />
          </Book>
        </div>
        <div className="stack">
          {!isNarrow && selected && (
            <section className="card" aria-label={title}>
              <div className="card-head entry-head">
                <div>
                  <h2>{title}</h2>
                  <p className="hint">{entrySummary(selected, zone)}</p>
                </div>
                {search.entry && <IconButton name="Close" icon="close" onClick={close} />}
              </div>
              <div className="card-body">{panel}</div>
            </section>
          )}
          <RefundsToSend zone={zone} mayAct={mayAct} />
          <RememberedTables zone={zone} mayAct={mayAct} />
        </div>
      </div>
      <Suspense>
        {isNarrow && selected && (
          <EntryDialog title={title ?? ''} summary={entrySummary(selected, zone)} onClose={close}>
            {panel}
          </EntryDialog>
        )}
      </Suspense>
    </>
  );
}
