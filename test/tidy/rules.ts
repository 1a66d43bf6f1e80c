import type { Rule } from './project.ts';
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

/** The law of the house. Each rule has a fixture in a test beside this file that breaks it. */
export const rules: readonly Rule[] = [
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
