import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { watch } from 'chokidar';

/** What people write with chokidar: every file that seems complete is copied. Folders from and to on the command line. */
const [source = '.', destination = '.'] = process.argv.slice(2);
const watcher = watch(source, { awaitWriteFinish: true });
const copy = (path: string): void => {
  const target = join(destination, relative(source, path));
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(path, target);
};
watcher.on('add', copy);
watcher.on('change', copy);
process.once('disconnect', () => process.exit(0));
