import type { Noun } from '../document/api-document.ts';
import { nounNotes } from '../document/noun-notes.ts';
import type { NamedObject, ObjectIndex } from '../document/objects.ts';
import type { Examples } from '../examples/examples.ts';
import { Json } from './code.tsx';
import { EndpointSection } from './endpoint-section.tsx';
import { FieldList } from './field-list.tsx';
import { Prose } from './prose.tsx';

type NounProps = { noun: Noun; objects: ObjectIndex; examples: Examples };

/** All that can be done with one noun: what it looks like, then every endpoint. */
export function NounSection({ noun, objects, examples }: NounProps) {
  const note = nounNotes[noun.name];
  return (
    <section class="chapter" aria-labelledby={noun.id}>
      <h2 id={noun.id}>
        <a href={`#${noun.id}`}>{noun.name}</a>
      </h2>
      {note && (
        <p class="lead">
          <Prose text={note} />
        </p>
      )}
      {noun.endpoints.map((endpoint) => (
        <EndpointSection
          key={endpoint.id}
          endpoint={endpoint}
          noun={noun.name}
          objects={objects}
          examples={examples}
        />
      ))}
      {objects.all
        .filter((object) => object.noun === noun.name)
        .map((object) => (
          <ObjectSection key={object.id} object={object} objects={objects} examples={examples} />
        ))}
    </section>
  );
}

type ObjectProps = { object: NamedObject; objects: ObjectIndex; examples: Examples };

function ObjectSection({ object, objects, examples }: ObjectProps) {
  const { name, schema, noun, holder } = object;
  return (
    <article class="entry" id={object.id}>
      <header>
        <h3>
          <a href={`#${object.id}`}>The {name}</a>
        </h3>
      </header>
      <div class="entry-words">
        <FieldList schema={schema} objects={objects} noun={noun} parent={holder} />
      </div>
      <div class="entry-code">
        <Json label={`The ${name}`} value={examples.object(schema, noun, holder)} />
      </div>
    </article>
  );
}
