import { auditEntry } from '../accounts/audit.ts';
import { assertOwnDirectory } from '../adapters/data-directory.ts';
import { addMasterKey, dropOldMasterKeys, readMasterKeys } from '../adapters/master-key-file.ts';
import { openSecretBox } from '../adapters/secret-box.ts';
import type { Settings } from '../config/settings.ts';
import { createContext, masterKeyFile } from '../context.ts';
import { resealAll } from '../secrets/reseal.ts';
import { centralUnit, centralUser, settingsFile } from './unit.ts';

export const rotateKeyUsage = `Usage: vpspilot central rotate-key

Makes a new master key, seals every secret and webhook secret with it, and then drops the old key.
Central must be stopped. May be interrupted at any time: run it again, and it goes on where it was;
the old key stays in the file until nothing needs it.

  systemctl stop ${centralUnit}
  sudo -u ${centralUser} VPSPILOT_CONFIG=${settingsFile} vpspilot central rotate-key
  systemctl start ${centralUnit}

A backup of the database made before needs the key file of then: keep the two together. Afterwards
make a new backup of both.
`;

/**
 * `vpspilot central rotate-key`. Two keys in the file are a rotation that was interrupted: it is
 * finished with the key it has begun with.
 *
 * @throws UserError data_directory_in_use, data_directory_not_yours, master_key_missing,
 *   sealed_value_damaged; the old key is still there then
 */
export async function rotateKey(settings: Settings, say: (line: string) => void): Promise<void> {
  await assertOwnDirectory(settings.dataDirectory);
  const context = await createContext(settings);
  try {
    const file = masterKeyFile(settings);
    const keys = await readMasterKeys(file, false);
    const begun = keys.length > 1 ? keys.at(-1)?.id : undefined;
    const keyId = begun ?? (await addMasterKey(file));
    if (begun !== undefined) say(`A rotation to ${keyId} was interrupted; it goes on`);
    const secretBox = await openSecretBox(file, { mayCreate: false });
    const count = await resealAll({ db: context.db, secretBox });
    const entry = { actor: 'central', action: 'master_key.rotate', target: keyId };
    const detail = `${count} values sealed anew`;
    await context.db.auditEntry.create({ data: auditEntry({ ...entry, detail }) });
    await dropOldMasterKeys(file);
    say(`Master key ${keyId} counts now; ${detail}`);
    say(`Back up ${file} together with the database`);
  } finally {
    await context.close();
  }
}
