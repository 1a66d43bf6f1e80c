import type { Noun } from '../document/api-document.ts';
import { chapters } from '../guide/chapters.ts';
import { Method } from './endpoint-section.tsx';

/** The table of contents: beside the text where there is room, over it while it is asked for on a phone. */
export function Contents({ nouns }: { nouns: readonly Noun[] }) {
  return (
    <nav class="contents" id="contents" aria-label="Contents">
      <a class="close" href="#main">
        Close
      </a>
      {chapters.map(({ title, chapters: entries }) => (
        <details open key={title}>
          <summary>{title}</summary>
          <ul>
            {entries.map(({ id, title: name }) => (
              <li key={id}>
                <a href={`#${id}`}>{name}</a>
              </li>
            ))}
          </ul>
        </details>
      ))}
      {nouns.map(({ name, id, endpoints }) => (
        <details open key={id}>
          <summary>{name}</summary>
          <ul>
            {endpoints.map(({ id: endpointId, method, operation }) => (
              <li key={endpointId}>
                <a href={`#${endpointId}`}>
                  <span>{operation.summary}</span> <Method name={method} />
                </a>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </nav>
  );
}
