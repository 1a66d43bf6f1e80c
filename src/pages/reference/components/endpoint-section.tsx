import type { Role } from '#platform/contract/roles.ts';
import type { Endpoint, Operation, Parameter } from '../document/api-document.ts';
import { usualStatus } from '../document/api-document.ts';
import type { ObjectIndex } from '../document/objects.ts';
import type { Examples } from '../examples/examples.ts';
import { Answers } from './answers.tsx';
import { Code, Json } from './code.tsx';
import { Field, FieldList } from './field-list.tsx';
import { Prose, sentence } from './prose.tsx';

type EndpointProps = { endpoint: Endpoint; noun: string; objects: ObjectIndex; examples: Examples };

/** One method at one address: what it does and takes on the left, how it looks on the wire on the right. */
export function EndpointSection({ endpoint, noun, objects, examples }: EndpointProps) {
  const { id, method, path, operation } = endpoint;
  const answer = examples.answer(endpoint, noun);
  return (
    <article class="entry" id={id}>
      <header>
        <h3>
          <a href={`#${id}`}>{operation.summary}</a>
        </h3>
        <p class="address">
          <Method name={method} /> <Path path={path} />
        </p>
      </header>
      <div class="entry-words">
        {operation.description && (
          <p>
            <Prose text={sentence(operation.description)} />
          </p>
        )}
        <Callers operation={operation} />
        <Parameters endpoint={endpoint} objects={objects} noun={noun} />
        <Body operation={operation} objects={objects} noun={noun} />
        <Answers operation={operation} objects={objects} noun={noun} />
      </div>
      <div class="entry-code">
        <Code label="Request">{examples.curl(endpoint, noun)}</Code>
        {answer !== undefined && <Json label={`${usualStatus(operation)} Answer`} value={answer} />}
      </div>
    </article>
  );
}

export function Method({ name }: { name: string }) {
  return <span class={`method method-${name.toLowerCase()}`}>{name}</span>;
}

/** An address that may break after a slash, its parameters set apart. */
function Path({ path }: { path: string }) {
  return (
    <code class="path">
      {path.split(/(?<=\/)/).map((part) => (
        <>
          {part.startsWith('{') ? <var>{part.replace(/\/$/, '')}</var> : part}
          {part.startsWith('{') && part.endsWith('/') && '/'}
          <wbr />
        </>
      ))}
    </code>
  );
}

const rolesAbove: Readonly<Record<Role, string>> = {
  viewer: 'any member',
  staff: 'staff and above',
  admin: 'admins and owners',
  owner: 'owners',
};

/** Who may call it. */
function Callers({ operation }: { operation: Operation }) {
  const isFor = (scheme: string) => operation.security.some((each) => scheme in each);
  const role = operation['x-role'];
  const scope = operation['x-scope'];
  const proof = operation['x-proof'];
  const isLimited = '429' in operation.responses;
  const isIdempotent = operation.parameters.some(({ in: place }) => place === 'header');
  return (
    <ul class="callers">
      {operation.security.length === 0 && <li>No sign-in</li>}
      {isFor('session') && (
        <li>
          <a href="#authentication">Dashboard session</a>, {rolesAbove[role ?? 'viewer']}
        </li>
      )}
      {isFor('apiKey') && (
        <li>
          <a href="#authentication">API key</a>
          {scope && (
            <>
              {' '}
              with <code>{scope}</code>
              {scope === 'refunds:write' && (
                <>
                  {' '}
                  or <code>payments:write</code>
                </>
              )}
            </>
          )}
        </li>
      )}
      {proof && (
        <li>
          <a href="#authentication">Fresh proof</a>
          {proof === 'depending' && ', depending on what is changed'}
        </li>
      )}
      {isIdempotent && (
        <li>
          Takes <a href="#idempotency">Idempotency-Key</a>
        </li>
      )}
      {isLimited && (
        <li>
          <a href="#rate-limits">Rate limited</a>
        </li>
      )}
    </ul>
  );
}

type PartProps = { objects: ObjectIndex; noun: string };

function Parameters({ endpoint: { operation }, objects, noun }: PartProps & { endpoint: Endpoint }) {
  const at = (place: Parameter['in']) => operation.parameters.filter((each) => each.in === place);
  const groups = [
    { title: 'In the path', parameters: at('path') },
    { title: 'In the query', parameters: at('query') },
    { title: 'In a header', parameters: at('header') },
  ].filter(({ parameters }) => parameters.length > 0);
  return (
    <>
      {groups.map(({ title, parameters }) => (
        <>
          <h4>{title}</h4>
          <dl class="fields">
            {parameters.map(({ name, required, schema, description }) => (
              <Field
                key={name}
                name={name}
                field={{ ...schema, ...(description ? { description } : {}) }}
                mark={required ? 'required' : undefined}
                schema={schema}
                objects={objects}
                noun={noun}
                parent={title === 'In the path' ? 'path' : 'query'}
              />
            ))}
          </dl>
        </>
      ))}
    </>
  );
}

function Body({ operation, objects, noun }: PartProps & { operation: Operation }) {
  const content = operation.requestBody?.content;
  if (!content) return null;
  const schema = content['application/json']?.schema;
  return (
    <>
      <h4>Body</h4>
      {schema ? (
        <FieldList schema={schema} objects={objects} noun={noun} parent="body" isInput />
      ) : (
        <p>Whatever the provider signs: the bytes are read as they came.</p>
      )}
    </>
  );
}
