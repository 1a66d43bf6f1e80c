import { useState } from 'react';
import { CodeBlock } from '@/ui/code-block.tsx';
import { Select } from '@/ui/field.tsx';
import { Card } from '@/ui/page.tsx';
import { type RecipeId, signatureRecipes } from '../../../../src/platform/contract/signature-recipes.ts';

const choices = signatureRecipes.map(({ id, label }) => ({ value: id, label }));

/** How a receiver knows that a webhook came from here. */
export function SignatureCard() {
  return (
    <Card title="Verify that it is genuine">
      <div className="stack">
        <p className="soft">
          Anybody can send a request to your address. Every webhook is signed with the secret of the endpoint,
          over the bytes as they are sent: refuse what this code refuses.{' '}
          <a href="/docs#verify">Headers and libraries</a> stand in the API reference.
        </p>
        <SignatureCode />
      </div>
    </Card>
  );
}

/** Code with which a receiver verifies that a webhook is genuine, in the language of the reader. */
function SignatureCode() {
  const [chosen, setChosen] = useState<RecipeId>('node');
  const { label, code } = signatureRecipes.find(({ id }) => id === chosen) ?? signatureRecipes[0];
  return (
    <CodeBlock
      head={
        <Select
          aria-label="Language"
          choices={choices}
          value={chosen}
          onChange={(event) => setChosen(event.target.value as RecipeId)}
        />
      }
      code={code}
      copyName={`Copy the code for ${label}`}
    />
  );
}
