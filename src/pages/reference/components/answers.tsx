import { answerSchema, type Operation, problemCodes, rowOf, type Schema } from '../document/api-document.ts';
import type { NamedObject, ObjectIndex } from '../document/objects.ts';
import { FieldList } from './field-list.tsx';

type AnswersProps = { operation: Operation; objects: ObjectIndex; noun: string };

/** What comes back, status by status: the fields where it went well, the codes where it did not. */
export function Answers({ operation, objects, noun }: AnswersProps) {
  const successes = Object.keys(operation.responses).filter((status) => status < '400');
  return (
    <>
      <h4>Answers</h4>
      {successes.map((status) => (
        <Success key={status} status={status} operation={operation} objects={objects} noun={noun} />
      ))}
      <h4>Refusals</h4>
      <dl class="refusals">
        {problemCodes(operation).map(({ status, codes }) => (
          <>
            <dt>{status}</dt>
            <dd>
              {codes.map((code) => (
                <a href={`#${code}`} key={code}>
                  {code}
                </a>
              ))}
            </dd>
          </>
        ))}
      </dl>
    </>
  );
}

function Success({ status, operation, objects, noun }: AnswersProps & { status: string }) {
  const schema = answerSchema(operation, status);
  const others = Object.keys(operation.responses[status]?.content ?? {}).filter(
    (mediaType) => mediaType !== 'application/json',
  );
  return (
    <div class="answer">
      <p>
        <b class="status">{status}</b>{' '}
        {schema ? <Lead schema={schema} objects={objects} /> : bare(status, others)}
        {schema && others.length > 0 && (
          <>
            {' '}
            With <code>Accept: {others.join(', ')}</code> the same as {others.join(', ')}.
          </>
        )}
      </p>
      {schema && <Rest schema={schema} objects={objects} noun={noun} />}
    </div>
  );
}

function bare(status: string, mediaTypes: readonly string[]): string {
  if (mediaTypes.length > 0) return `A file: ${mediaTypes.join(', ')}.`;
  return status === '304' ? 'Nothing changed since the ETag that you sent.' : 'Done; no body.';
}

/** What the answer is, in one sentence. */
function Lead({ schema, objects }: { schema: Schema; objects: ObjectIndex }) {
  const row = rowOf(schema);
  const whole = objects.find(row ?? schema);
  const part = whole ? undefined : objects.findWithin(row ?? schema);
  if (row) {
    return (
      <>
        <a href="#lists">A list</a>
        {(whole || part) && <> of {linked(whole ?? part, 'plural')}</>}
        {part ? '; each row also has:' : whole ? '.' : ' whose rows have:'}
      </>
    );
  }
  if (whole) return <>The {linked(whole, 'name')}.</>;
  return part ? <>The {linked(part, 'name')}, and beside its fields:</> : <>An object:</>;
}

function linked(object: NamedObject | undefined, form: 'name' | 'plural') {
  return object && <a href={`#${object.id}`}>{object[form] || object.name}</a>;
}

/** The fields that no named object describes already. */
function Rest({ schema, objects, noun }: { schema: Schema; objects: ObjectIndex; noun: string }) {
  const shape = rowOf(schema) ?? schema;
  if (objects.find(shape)) return null;
  const without = Object.keys(objects.findWithin(shape)?.schema.properties ?? {});
  return <FieldList schema={shape} objects={objects} noun={noun} without={without} />;
}
