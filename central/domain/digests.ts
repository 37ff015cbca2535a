import { UserError } from '../../lib/user-error.ts';

/** What a file is and the SHA-256 of its content, in hex. */
export interface FileDigest {
  key: string;
  sha256: string;
}

const batchMax = 1_000;

/** @throws UserError `digests_invalid` */
export function checkDigests(ecosystem: string, digests: readonly FileDigest[]): void {
  const isGood =
    /^[a-z0-9-]{1,40}$/.test(ecosystem) &&
    digests.length <= batchMax &&
    digests.every(({ key, sha256 }) => isKey(key) && /^[0-9a-f]{64}$/.test(sha256));
  if (isGood) return;
  throw new UserError('digests_invalid', 'The agent sent digests that cannot be recorded');
}

function isKey(key: string): boolean {
  return key.length > 0 && key.length <= 1_000 && !key.includes('\0');
}
