import { mkdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Machine, ManagedFile, Shell } from '../ports/machine.ts';
import { logFileName } from './pinoLogger.ts';
import { redact, redactText } from './redact.ts';

const fileName = 'settings.json';

/**
 * Where an administrator puts settings for everybody: the system's own place for it, then (desktop) beside the program.
 * `PORTOLAN_MANAGED_SETTINGS` adds one; it cannot take away what the others fix.
 */
export function managedFilesOf(
  environment: NodeJS.ProcessEnv,
  beside: string | null,
  platform: NodeJS.Platform = process.platform,
): readonly string[] {
  const places: Partial<Record<NodeJS.Platform, string>> = {
    darwin: '/Library/Application Support/Portolan',
    win32: path.win32.join(environment.ProgramData ?? 'C:\\ProgramData', 'Portolan'),
  };
  const join = platform === 'win32' ? path.win32.join : path.posix.join;
  const added = environment.PORTOLAN_MANAGED_SETTINGS;
  return [
    join(places[platform] ?? '/etc/portolan', fileName),
    ...(beside === null ? [] : [path.join(beside, fileName)]),
    ...(added ? [path.resolve(added)] : []),
  ];
}

async function readManagedFile(file: string): Promise<readonly ManagedFile[]> {
  try {
    return [{ file, text: await readFile(file, 'utf8') }];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? [] : [{ file, text: null }];
  }
}

const descriptions: Partial<Record<NodeJS.Platform, string>> = { win32: 'latest.yml', darwin: 'latest-mac.yml' };
const tailBytes = 256 * 1024;

async function lastLines(file: string, lines: number): Promise<readonly string[]> {
  // The log is rotated at 5 MiB, so it is read whole.
  const text = await readFile(file, 'utf8').catch(() => '');
  return text
    .slice(-tailBytes)
    .split('\n')
    .filter((line) => line !== '')
    .slice(-lines)
    .map(redactText);
}

export function createNodeMachine(options: {
  readonly dataFolder: string;
  readonly logFolder: string;
  readonly managedFiles: readonly string[];
  readonly setLogLevel: Machine['setLogLevel'];
  readonly shell: Shell | null;
}): Machine {
  const { dataFolder, logFolder, managedFiles } = options;
  const folders = { data: dataFolder, logs: logFolder, support: path.join(dataFolder, 'support') };
  return {
    dataFolder,
    logFolder,
    managedFiles,
    readManaged: async () => (await Promise.all(managedFiles.map(readManagedFile))).flat(),
    setLogLevel: options.setLogLevel,
    readLog: (lines) => lastLines(path.join(logFolder, logFileName), lines),
    withoutSecrets: redact,
    async saveSupport(name, text) {
      await mkdir(folders.support, { recursive: true, mode: 0o700 });
      const file = path.join(folders.support, name);
      await writeFile(file, text, { mode: 0o600 });
      return file;
    },
    folderOf: (folder) => folders[folder],
    updateDescription: descriptions[process.platform] ?? 'latest-linux.yml',
    system: {
      platform: `${os.platform()} ${os.release()} ${os.arch()}`,
      node: process.versions.node,
      ...(process.versions.electron ? { electron: process.versions.electron } : {}),
      locale: Intl.DateTimeFormat().resolvedOptions().locale,
    },
    shell: options.shell,
  };
}
