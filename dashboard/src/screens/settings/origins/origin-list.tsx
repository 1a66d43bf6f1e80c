import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { accountQuery, changeOrganization } from '@/api/account.ts';
import { ApiProblem, sentenceOf } from '@/api/client.ts';
import { judgeOrigin } from '@/lib/origin-words.ts';
import { Button } from '@/ui/button.tsx';
import { TextField } from '@/ui/field.tsx';
import { Card } from '@/ui/page.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useAccount, useMay } from '@/use-account.ts';

const mostOrigins = 50;

type ListProps = {
  readonly list: 'allowed_redirect_origins' | 'allowed_embed_origins';
  readonly title: string;
  /** Of the field. */
  readonly label: string;
  readonly what: string;
  readonly example: { readonly name: string; readonly value: string };
  readonly none: string;
};

/** Origins of one kind, added and removed one at a time; each change counts from then on. */
export function OriginList({ list, title, label, what, example, none }: ListProps) {
  const origins = useAccount().organization[list];
  const may = useMay('admin');
  const { mutate, isPending, variables } = useOrigins(list);
  const queryClient = useQueryClient();
  const restore = async (origin: string) => {
    // By the time when somebody thinks better of it, others may stand there.
    const { organization } = await queryClient.fetchQuery({ ...accountQuery, staleTime: 0 });
    mutate([...organization[list].filter((each) => each !== origin), origin]);
  };
  const remove = (origin: string) =>
    mutate(
      origins.filter((each) => each !== origin),
      {
        onSuccess: () =>
          showToast(`Removed ${origin}.`, {
            label: 'Undo',
            run: () => void restore(origin).catch((error) => showToast(sentenceOf(error))),
          }),
      },
    );
  return (
    <Card title={title} foot={may ? undefined : <span>Owners and admins can change this.</span>}>
      <div className="stack">
        <p className="soft">{what}</p>
        <p className="hint">
          Example, {example.name}: <code>{example.value}</code>
        </p>
        {origins.length === 0 && <p className="muted">{none}</p>}
        {origins.length > 0 && (
          <ul className="origins" aria-label={title}>
            {origins.map((origin) => (
              <li key={origin}>
                <code>{origin}</code>
                {may && (
                  <Button
                    size="small"
                    look="quiet"
                    aria-label={`Remove ${origin}`}
                    busy={isPending && !variables.includes(origin)}
                    onClick={() => remove(origin)}
                  >
                    Remove
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
        {may && <AddForm list={list} label={label} origins={origins} />}
      </div>
    </Card>
  );
}

type AddProps = Pick<ListProps, 'list' | 'label'> & { readonly origins: readonly string[] };

function AddForm({ list, label, origins }: AddProps) {
  const [typed, setTyped] = useState('');
  const [refusal, setRefusal] = useState<string>();
  const { mutate, isPending } = useOrigins(list);
  const judged = judgeOrigin(typed);
  const isListed = judged.origin !== undefined && origins.includes(judged.origin);
  const isFull = origins.length >= mostOrigins;
  const problem = isFull
    ? `${mostOrigins} are listed, which is the most. Remove one first.`
    : isListed
      ? `${judged.origin} is listed already.`
      : judged.problem;
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (isPending) return;
    if (problem !== undefined || judged.origin === undefined) return setRefusal(problem);
    const { origin } = judged;
    mutate([...origins, origin], {
      onSuccess: () => {
        setTyped('');
        showToast(`Added ${origin}.`);
      },
      onError: (error) => setRefusal(saidOf(error)),
    });
  };
  return (
    <form className="origin-form" noValidate onSubmit={add}>
      <TextField
        label={label}
        inputMode="url"
        autoCapitalize="none"
        spellCheck={false}
        placeholder="https://"
        value={typed}
        hint={
          judged.origin && judged.isCut && !isListed
            ? `${judged.origin} is added: every page there counts, so the rest is left out.`
            : undefined
        }
        error={refusal ?? (isTooEarly(typed) ? undefined : problem)}
        onChange={(event) => {
          setRefusal(undefined);
          setTyped(event.target.value);
        }}
      />
      <Button type="submit" busy={isPending}>
        Add
      </Button>
    </form>
  );
}

/** Whoever has just begun is not told that it is unfinished. */
function isTooEarly(typed: string): boolean {
  const text = typed.trim().toLowerCase();
  return (
    text === '' || 'https://'.startsWith(text) || 'http://localhost'.startsWith(text) || !/[.:*]/.test(text)
  );
}

function useOrigins(list: ListProps['list']) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (origins: string[]) => changeOrganization({ [list]: origins }),
    onSuccess: (changed) =>
      queryClient.setQueryData(
        accountQuery.queryKey,
        (known) => known && { ...known, organization: changed },
      ),
    onError: (error) => showToast(sentenceOf(error)),
  });
}

function saidOf(error: unknown): string {
  return (error instanceof ApiProblem ? error.fields[0]?.message : undefined) ?? sentenceOf(error);
}
