import { backup } from './backup/backup.ts';
import type { Command } from './command-line/command.ts';
import { forgetBuyerCommand, forgetBuyersAgain } from './forget-buyer/forget-buyer.ts';
import { showKeys } from './keys/show-keys.ts';
import { showMails } from './mail/show-mails.ts';
import { migrateDatabase } from './migrate/migrate-database.ts';
import { moveToPostgres } from './move-to-postgres/move-to-postgres.ts';
import { createOrganization } from './organization/create-organization.ts';
import { listOrganizations } from './organization/list-organizations.ts';
import { setLimits } from './organization/set-limits.ts';
import { resumeOrganization, suspendOrganization } from './organization/set-status.ts';
import { psql } from './psql/psql.ts';
import { verifyReceipt } from './receipt/verify-receipt.ts';
import { restore } from './restore/restore.ts';
import { seed } from './seed/seed.ts';
import { createUser } from './user/create-user.ts';
import { resetPassword } from './user/reset-password.ts';
import { resetSecondFactor } from './user/reset-second-factor.ts';
import { verifyBooks } from './verify/verify.ts';

/** Every operator command, in the order in which the help lists them. */
export const commands: readonly Command[] = [
  migrateDatabase,
  createOrganization,
  listOrganizations,
  setLimits,
  suspendOrganization,
  resumeOrganization,
  createUser,
  resetPassword,
  showMails,
  resetSecondFactor,
  verifyBooks,
  showKeys,
  verifyReceipt,
  forgetBuyerCommand,
  forgetBuyersAgain,
  backup,
  restore,
  moveToPostgres,
  psql,
  seed,
];
