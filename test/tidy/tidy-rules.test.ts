import { describe, expect, it } from 'vitest';
import { createProject, formatFailure } from './project.ts';
import { mapIsTrue } from './rules/architecture.ts';
import { noBarrels, noCircles } from './rules/circles.ts';
import { exportsAreUsed, foldersHaveCompany } from './rules/dead-ends.ts';
import { decisionsAreShort } from './rules/decisions.ts';
import { changelogIsKept, linksLead, roomsAreNamed } from './rules/documents.ts';
import {
  browserSafe,
  dashboardApart,
  dashboardLight,
  platformOrder,
  privateFiles,
  productionOnly,
  wingOrder,
} from './rules/house.ts';
import { promisesStand } from './rules/promises.ts';
import { roomOrder } from './rules/rooms.ts';
import { hotHeaders, oneOwner, sqlAtHome } from './rules/sql.ts';
import { noBrand, noInlineStyle, plainHttp } from './rules/surface.ts';
import { oneClock, oneEnvironment } from './rules/surroundings.ts';
import { rules } from './rules.ts';
import { treeOf } from './tree.ts';

describe('a failure', () => {
  it('names file, line, rule and way out', () => {
    const project = createProject(treeOf({ 'src/paying/checkouts/x.ts': '\nnew Date();' }));
    expect(oneClock.check(project).map((failure) => formatFailure(oneClock, failure))).toEqual([
      'src/paying/checkouts/x.ts:2 reads the clock. [Only platform/kit/clock.ts reads the clock] ' +
        'Way out: take `now` as an argument, or ask the Clock you were given.',
    ]);
  });

  it('is known for every rule: each is proven here or in a test beside', () => {
    const proven = [
      wingOrder,
      roomOrder,
      platformOrder,
      browserSafe,
      privateFiles,
      productionOnly,
      dashboardApart,
      dashboardLight,
      noCircles,
      noBarrels,
      sqlAtHome,
      oneOwner,
      hotHeaders,
      oneEnvironment,
      oneClock,
      noInlineStyle,
      noBrand,
      plainHttp,
      mapIsTrue,
      promisesStand,
      decisionsAreShort,
      roomsAreNamed,
      linksLead,
      changelogIsKept,
      exportsAreUsed,
      foldersHaveCompany,
    ];
    expect(rules).toEqual(proven);
  });
});
