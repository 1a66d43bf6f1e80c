import type { Mutant } from '../mutant.ts';
import { connectionMutants } from './connections.ts';
import { guardMutants } from './guards.ts';
import { imageMutants } from './images.ts';
import { moneyMutants } from './money.ts';
import { placeMutants } from './places.ts';
import { requestMutants } from './requests.ts';
import { roleMutants } from './roles.ts';
import { sessionMutants } from './sessions.ts';
import { signatureMutants } from './signatures.ts';
import { statementMutants } from './statements.ts';
import { tenancyMutants } from './tenancy.ts';
import { transferMutants } from './transfers.ts';

export const mutants: readonly Mutant[] = [
  ...moneyMutants,
  ...transferMutants,
  ...statementMutants,
  ...placeMutants,
  ...tenancyMutants,
  ...roleMutants,
  ...signatureMutants,
  ...sessionMutants,
  ...requestMutants,
  ...guardMutants,
  ...connectionMutants,
  ...imageMutants,
];
