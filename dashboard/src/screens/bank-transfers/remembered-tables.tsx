import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { bankKey, forgetMapping, mappingsQuery } from '@/api/bank-entries.ts';
import { sentenceOf } from '@/api/client.ts';
import { formatDay } from '@/lib/dates.ts';
import { Button } from '@/ui/button.tsx';
import { Card } from '@/ui/page.tsx';
import { showToast } from '@/ui/toast.tsx';
import { Written } from '@/ui/written.tsx';
import type { StatementMappingAnswer } from '../../../../src/platform/contract/bank-entries.ts';

/** What was said of files once, so that nobody is asked again; to be forgotten where it was wrong. */
export function RememberedTables({ zone, mayAct }: { readonly zone: string; readonly mayAct: boolean }) {
  const queryClient = useQueryClient();
  const remembered = useQuery(mappingsQuery()).data?.results ?? [];
  const { mutate, isPending, variables } = useMutation({
    mutationFn: ({ id }: StatementMappingAnswer) => forgetMapping(id),
    onSuccess: (_answer, { of }) =>
      showToast(
        of === 'table'
          ? 'Forgot the columns. The next such file asks again.'
          : 'Forgot the encoding. The next such file asks again.',
      ),
    onError: (error) => showToast(sentenceOf(error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: [...bankKey, 'mappings'] }),
  });
  if (remembered.length === 0) return null;
  return (
    <Card title="Remembered files" corner={<span className="hint number">{remembered.length}</span>}>
      <ul className="owed">
        {remembered.map((mapping) => (
          <li key={mapping.id}>
            <span>
              <Written>{nameOf(mapping)}</Written>
              <span className="sub">
                {mapping.of === 'table' ? 'Columns' : 'Encoding'} said on{' '}
                {formatDay(new Date(mapping.updated_at), zone)}
                {mapping.encoding ? `, ${mapping.encoding}` : ''}
              </span>
            </span>
            {mayAct && (
              <Button
                size="small"
                look="quiet"
                aria-label={`Forget ${nameOf(mapping)}`}
                busy={isPending && variables.id === mapping.id}
                onClick={() => mutate(mapping)}
              >
                Forget
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function nameOf({ of, names }: StatementMappingAnswer): string {
  const named = names.filter((name) => name !== '').join(', ');
  return named || (of === 'table' ? 'A table without names' : 'An account');
}
