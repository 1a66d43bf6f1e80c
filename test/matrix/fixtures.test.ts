import { expect, it } from 'vitest';
import { missingFixtures } from './support/parameters.ts';
import { allRoutes, nameOf } from './support/routes.ts';

it('every path parameter of every route has something that stands for it', () => {
  expect(missingFixtures(allRoutes)).toEqual([]);
});

it('no two routes share a method and path', () => {
  const names = allRoutes.map(nameOf);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
