import { withinItself } from '../../../src/platform/contract/directions.ts';

/** What somebody wrote, in a direction of its own that turns nothing beside it. */
export function Written({ children }: { readonly children: string }) {
  return <bdi>{withinItself(children)}</bdi>;
}
