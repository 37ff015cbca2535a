import { removeEmptyFolder, removePath } from '../../lib/install/system-files.ts';
import { removeSystemUser, removeUnit, requireRootAndSystemd } from '../../lib/install/systemd.ts';
import { centralUnit, centralUser, dataDirectory, settingsFile } from './unit.ts';

/**
 * Removes the service and its program. Database, keys and settings stay unless `purge`; nodes go on
 * serving their applications without central.
 *
 * @throws UserError `not_root`, `no_systemd`
 */
export async function uninstallCentral(
  { purge }: { purge: boolean },
  say: (line: string) => void,
): Promise<void> {
  requireRootAndSystemd('vpspilot central uninstall');
  await removeUnit(centralUnit);
  await removePath('/opt/vpspilot-central');
  await removePath('/usr/local/bin/vpspilot');
  say(`Removed ${centralUnit} and its program`);
  if (!purge) {
    say(
      `Database and keys are still in ${dataDirectory}, settings in ${settingsFile} (--purge removes them)`,
    );
    return;
  }
  await removePath(dataDirectory);
  await removePath(settingsFile);
  await removeEmptyFolder('/etc/vpspilot');
  await removeSystemUser(centralUser);
  say('Removed its database, keys and settings');
}
