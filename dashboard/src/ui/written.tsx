import { unsteered } from '@/lib/written.ts';

/** What somebody wrote, in a direction of its own that turns nothing beside it. */
export function Written({ children }: { readonly children: string }) {
  return <bdi>{unsteered(children)}</bdi>;
}
