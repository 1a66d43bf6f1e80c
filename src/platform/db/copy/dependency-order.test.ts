import { expect, it } from 'vitest';
import { inDependencyOrder } from './dependency-order.ts';

const named = (...names: string[]) => names.map((name) => ({ name }));

it('puts each table behind those it refers to, and by name where that leaves a choice', () => {
  const references = [
    { from: 'a', to: 'z' },
    { from: 'z', to: 'm' },
    { from: 'b', to: 'm' },
    { from: 'm', to: 'm' },
    { from: 'b', to: 'elsewhere' },
  ];
  const expected = named('c', 'm', 'b', 'z', 'a');
  expect(inDependencyOrder(named('a', 'b', 'c', 'm', 'z'), references)).toEqual(expected);
  expect(inDependencyOrder(named('z', 'm', 'c', 'b', 'a'), references)).toEqual(expected);
});

it('names the tables that refer to each other in a circle', () => {
  const references = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'c' },
    { from: 'c', to: 'a' },
  ];
  expect(() => inDependencyOrder(named('a', 'b', 'c', 'd'), references)).toThrow(
    'The foreign keys of a, b, c form a circle',
  );
});
