/** Why a backup, restore or move was not done, in sentences for the operator. Nothing was changed when it is thrown. */
export class CopyError extends Error {
  override readonly name = 'CopyError';
}
