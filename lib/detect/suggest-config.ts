import { basename, resolve } from 'node:path';
import { readToolchainTable } from '../toolchains/read-table.ts';
import type { ToolchainTable } from '../toolchains/table.ts';
import { configText } from './config-text.ts';
import { type Detection, detectProject } from './detect-project.ts';
import { filesOfFolder } from './source-files.ts';

export interface Suggestion extends Detection {
  /** Of the config.vpspilot.json that would build it. */
  text: string;
}

/** What config file would build the project in a folder; undefined when nothing tells what it is. */
export function suggestConfig(
  folder: string,
  {
    type,
    table = readToolchainTable(),
    folderName = basename(resolve(folder)),
  }: {
    type?: string;
    table?: ToolchainTable;
    folderName?: string;
  } = {},
): Suggestion | undefined {
  const today = new Date().toISOString().slice(0, 10);
  const detection = detectProject(filesOfFolder(folder), {
    ...{ folderName, table, today },
    ...(type === undefined ? {} : { type }),
  });
  return detection && { ...detection, text: configText(detection.config) };
}
