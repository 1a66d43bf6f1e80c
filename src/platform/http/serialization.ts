import buildSerializer from 'fast-json-stringify';

type Serialize = (answer: unknown) => string;

// Contracts are the same objects for every server of a process.
const serializers = new WeakMap<object, Serialize>();

/**
 * Gives the serializer of an answer. It is compiled when it is first needed, like the validators: all of them together
 * take a good part of the time from start to ready.
 */
export function compileSerializer(schema: object): Serialize {
  return (answer) => {
    let serialize = serializers.get(schema);
    if (serialize === undefined) {
      serialize = buildSerializer(schema) as Serialize;
      serializers.set(schema, serialize);
    }
    return serialize(answer);
  };
}
