import { describe, expect, it } from 'vitest';
import { mapIsTrue } from './rules/architecture.ts';
import { promisesStand } from './rules/promises.ts';
import { find } from './support/find.ts';

describe(promisesStand.name, () => {
  const spec = { 'docs/spec/behaviour.md': '## 1. Money\n\n## 3. Paying\n' };

  it('is content with a section that stands there', () => {
    expect(
      find(promisesStand, { ...spec, 'src/a.ts': '/** It adds up (behaviour, sections 1 and 3). */' }),
    ).toEqual([]);
  });

  it.each(['behaviour, section 2', 'behaviour, sections 1 and 2', 'contract, section 1'])(
    'finds %s',
    (cited) => {
      expect(find(promisesStand, { ...spec, 'src/a.ts': `\n/** It adds up (${cited}). */` })).toEqual([
        'src/a.ts:2',
      ]);
    },
  );
});

describe(mapIsTrue.name, () => {
  const files = {
    'src/platform/kit/money.ts': '',
    'src/paying/checkouts/hot/start.ts': '',
    'src/main.ts': '',
    'migrations/0001_start.sql': '',
  };
  const missing = (document: string) => find(mapIsTrue, { ...files, 'ARCHITECTURE.md': document });

  it.each([
    ['`src/platform/kit/money.ts`'],
    ['`platform/kit`'],
    ['`paying/checkouts/hot/`'],
    ['`#platform/kit/money.ts`'],
    ['`money.ts`'],
    ['`migrations/0001_*.sql`'],
    ['[money](src/platform/kit/money.ts#L3)'],
    ['[RFC](https://www.rfc-editor.org/rfc/rfc9562)'],
    [
      '`application/json`, `@fastify/static`, `POST /api/links/`, `/api/links/`, `<noun>/store.ts`, `USD/EUR`',
    ],
    ['```\nsrc/\n  main.ts   the entry\n  platform/\n    kit/  money and time\nmigrations/  numbered\n```'],
    ['```bash\nrm -rf nowhere/\n```'],
  ])('is content with %j', (document) => {
    expect(missing(document)).toEqual([]);
  });

  it.each([
    ['`src/platform/kit/gone.ts`'],
    ['`platform/gone`'],
    ['`paying/gone/`'],
    ['`#platform/kit/gone.ts`'],
    ['`gone.ts`'],
    ['`migrations/0002_*.sql`'],
    ['[money](src/platform/kit/gone.ts)'],
  ])('misses %s', (document) => {
    expect(missing(`# Map\n\n${document}`)).toEqual(['ARCHITECTURE.md:3']);
  });

  it('follows a drawn tree down its indentation', () => {
    const drawn = '```\nsrc/\n  main.ts  gone.ts   entries\n  paying/\n    kit/  elsewhere\n```';
    expect(missing(drawn)).toEqual(['ARCHITECTURE.md:3', 'ARCHITECTURE.md:5']);
  });

  it('waits for the map to be drawn', () => {
    expect(find(mapIsTrue, files)).toEqual([]);
  });
});
