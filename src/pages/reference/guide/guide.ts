import type { ObjectIndex } from '../document/objects.ts';

/** What the chapters of the guide are filled with. */
export type GuideProps = {
  readonly platformName: string;
  readonly publicUrl: string;
  readonly objects: ObjectIndex;
};
