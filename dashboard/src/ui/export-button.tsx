import { useMutation } from '@tanstack/react-query';
import { type Query, requestFile, sentenceOf } from '@/api/client.ts';
import { Button } from './button.tsx';
import { save } from './save.ts';
import { showToast } from './toast.tsx';

type ExportProps = {
  readonly path: string;
  /** The filters that the list on the screen has; the file holds every row that fits them. */
  readonly query: Query;
  readonly fileName: string;
};

/** Saves what a list shows, all pages of it, as a table for spreadsheets. */
export function ExportButton({ path, query, fileName }: ExportProps) {
  const { mutate, isPending } = useMutation({
    mutationFn: async () => (await requestFile(path, 'text/csv', { query })).blob(),
    onSuccess: (file) => save(file, fileName),
    onError: (error) => showToast(sentenceOf(error)),
  });
  return (
    <Button look="quiet" size="small" icon="download" busy={isPending} onClick={() => mutate()}>
      CSV
    </Button>
  );
}
