import { watch } from 'chokidar';

/** chokidar alone over the folder named on the command line: tells the milliseconds until it is ready, then stays. */
const startedMs = performance.now();
const watcher = watch(process.argv[2] ?? '.', { ignoreInitial: true, followSymlinks: false });
watcher.on('ready', () => process.send?.(performance.now() - startedMs));
process.once('disconnect', () => process.exit(0));
