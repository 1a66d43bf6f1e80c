import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type BaseSyntheticEvent, useState } from 'react';
import { type DefaultValues, type FieldValues, type Path, useForm } from 'react-hook-form';
import { accountQuery, changeOrganization } from '@/api/account.ts';
import { placeErrors } from '@/forms/server-errors.ts';
import { showToast } from '@/ui/toast.tsx';
import { useAccount } from '@/use-account.ts';
import type {
  OrganizationAnswer,
  OrganizationPatch,
} from '../../../../src/platform/contract/organizations.ts';

type FormOptions<Values> = {
  readonly read: (organization: OrganizationAnswer) => Values;
  /** The change to ask for; only what was touched should be in it. */
  readonly write: (values: Values, isTouched: (name: keyof Values) => boolean) => OrganizationPatch;
  /** The form's field for each of the API's. */
  readonly places: Readonly<Record<string, Path<Values & FieldValues>>>;
};

/** A form over some settings of the organization: what it shows comes from there, and saving writes it back. */
export function useOrganizationForm<Values extends FieldValues>({
  read,
  write,
  places,
}: FormOptions<Values>) {
  const { organization } = useAccount();
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<string>();
  const form = useForm<Values>({ values: read(organization), resetOptions: { keepDirtyValues: true } });
  const { handleSubmit, setError, reset, formState } = form;
  const { dirtyFields } = formState;
  const { mutateAsync, isPending } = useMutation({ mutationFn: changeOrganization });
  const send = handleSubmit(async (values) => {
    setProblem(undefined);
    const isTouched = (name: keyof Values) => Boolean((dirtyFields as Record<keyof Values, unknown>)[name]);
    try {
      const changed = await mutateAsync(write(values, isTouched));
      queryClient.setQueryData(
        accountQuery.queryKey,
        (known) => known && { ...known, organization: changed },
      );
      reset(read(changed) as DefaultValues<Values> & Values);
      showToast('Saved.');
    } catch (error) {
      setProblem(placeErrors(error, setError, (field) => places[field] as Path<Values> | undefined));
    }
  });
  const submit = async (event: BaseSyntheticEvent) => {
    event.preventDefault();
    if (!isPending) await send(event);
  };
  return { form, problem, isPending, submit };
}
