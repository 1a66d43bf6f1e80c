import { backup } from './backup/backup.ts';
import type { Command } from './command-line/command.ts';
import { forgetBuyerCommand, forgetBuyersAgain } from './forget-buyer/forget-buyer.ts';
import { importStatements } from './import-statements.ts';
import { migrateDatabase } from './migrate-database.ts';
import { moveToPostgres } from './move-to-postgres.ts';
import { createOrganization } from './organization/create-organization.ts';
import { listOrganizations } from './organization/list-organizations.ts';
import { setLimits } from './organization/set-limits.ts';
import { resumeOrganization, suspendOrganization } from './organization/set-status.ts';
import { psql } from './psql.ts';
import { restore } from './restore/restore.ts';
import { rotateEncryptionKey } from './rotate-encryption-key.ts';
import { seed } from './seed/seed.ts';
import { showKeys } from './show-keys.ts';
import { showMails } from './show-mails.ts';
import { createUser } from './user/create-user.ts';
import { resetPassword } from './user/reset-password.ts';
import { resetSecondFactor } from './user/reset-second-factor.ts';
import { verifyBooks } from './verify.ts';
import { verifyReceipt } from './verify-receipt.ts';

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
  importStatements,
  verifyBooks,
  showKeys,
  rotateEncryptionKey,
  verifyReceipt,
  forgetBuyerCommand,
  forgetBuyersAgain,
  backup,
  restore,
  moveToPostgres,
  psql,
  seed,
];
