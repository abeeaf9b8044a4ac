/**
 * A thread's program as text, so that it runs the same from source and from a bundle. It reads 1 MiB at a time into
 * buffers that are used again; a file costs one message there and one back.
 *
 * Copies go past the system's file cache where that can be done (O_DIRECT): what is compared then is what lies on the
 * disk, and images that nobody here reads again do not fill the memory. It wants buffers, places and lengths in whole
 * blocks; memory of WebAssembly begins at a page.
 */
export const threadProgram = `
const { parentPort } = require('node:worker_threads');
const { constants, openSync, readSync, writeSync, closeSync, fstatSync, fchmodSync, ftruncateSync } = require('node:fs');
const { createHash } = require('node:crypto');
const mebibyte = 1024 * 1024;
const room = new WebAssembly.Memory({ initial: 32, maximum: 32 }).buffer;
const [bytes, expected] = [Buffer.from(room, 0, mebibyte), Buffer.from(room, mebibyte, mebibyte)];
const { O_RDONLY, O_RDWR, O_CREAT, O_TRUNC, O_NOFOLLOW, O_DIRECT = 0 } = constants;
const blockBytes = 4096;
/** Smaller files are sooner written to the cache than to the disk. */
const directFromBytes = 256 * 1024;
const inBlocks = (length) => Math.ceil(length / blockBytes) * blockBytes;

/** As many bytes as there are, up to the length. */
function fill(descriptor, buffer, length, place) {
  let done = 0;
  while (done < length) {
    const count = readSync(descriptor, buffer, done, length - done, place + done);
    if (count === 0) break;
    done += count;
  }
  return done;
}

function write(descriptor, buffer, length, place) {
  for (let done = 0; done < length; ) done += writeSync(descriptor, buffer, done, length - done, place + done);
}

class Stopped extends Error {}

function goOn(stop) {
  if (Atomics.load(stop, 0) === 1) throw new Stopped();
}

/** Hashes a file, and says whether it holds what the original does when there is one. */
function look({ file, original, algorithm, stop }) {
  const hash = createHash(algorithm);
  const copy = openSync(file, O_RDONLY | O_NOFOLLOW);
  let source = null;
  try {
    if (original !== null) source = openSync(original, O_RDONLY | O_NOFOLLOW);
    let isSame = source === null || fstatSync(source).size === fstatSync(copy).size;
    let sizeBytes = 0;
    for (;;) {
      goOn(stop);
      const length = fill(copy, bytes, bytes.length, sizeBytes);
      const part = bytes.subarray(0, length);
      hash.update(part);
      if (source !== null && isSame && length > 0) {
        isSame = fill(source, expected, length, sizeBytes) === length && part.equals(expected.subarray(0, length));
      }
      sizeBytes += length;
      if (length < bytes.length) return { isSame, checksum: hash.digest('hex'), sizeBytes };
    }
  } finally {
    if (source !== null) closeSync(source);
    closeSync(copy);
  }
}

const isAsSeen = ({ dev, ino, size, mtimeMs, ctimeMs }, seen) =>
  dev === seen.dev && ino === seen.ino && size === seen.size && mtimeMs === seen.mtimeMs && ctimeMs === seen.ctimeMs;

/** What the thread was at when something went wrong. */
let side = 'destination';

function open(file, flags, whose) {
  side = whose;
  return openSync(file, flags | O_NOFOLLOW, 0o644);
}

/** The file to be written: past the cache when it is large and the file system can do that. */
function openTarget(file, sizeBytes) {
  const flags = O_RDWR | O_CREAT | O_TRUNC;
  if (O_DIRECT !== 0 && sizeBytes >= directFromBytes) {
    try {
      return { target: open(file, flags | O_DIRECT, 'destination'), isDirect: true };
    } catch (error) {
      if (!error || error.code !== 'EINVAL') throw error;
    }
  }
  return { target: open(file, flags, 'destination'), isDirect: false };
}

/** Whether the copy, read again from its file, holds what the source does. The last bytes copied are still at hand. */
function compare(source, { target, isDirect }, sizeBytes, stop) {
  if (fstatSync(target).size !== sizeBytes) return false;
  for (let place = 0; place < sizeBytes; place += bytes.length) {
    goOn(stop);
    const length = Math.min(bytes.length, sizeBytes - place);
    if (sizeBytes > bytes.length && fill(source, bytes, length, place) !== length) return false;
    const again = isDirect
      ? readSync(target, expected, 0, inBlocks(length), place)
      : fill(target, expected, length, place);
    if (again !== length) return false;
    if (!bytes.subarray(0, length).equals(expected.subarray(0, length))) return false;
  }
  return true;
}

/** Copies a file and its mode; what a transfer wrote stays writable to its owner. */
function copy({ file, original, seen, algorithm, isCompared, stop }) {
  const hash = algorithm === null ? null : createHash(algorithm);
  const source = open(original, O_RDONLY, 'source');
  let opened = null;
  try {
    const before = fstatSync(source);
    opened = openTarget(file, before.size);
    const { target, isDirect } = opened;
    fchmodSync(target, (before.mode & 0o200) === 0 ? 0o644 : before.mode & 0o777);
    let sizeBytes = 0;
    for (let length = bytes.length; length === bytes.length; sizeBytes += length) {
      goOn(stop);
      length = fill(source, bytes, bytes.length, sizeBytes);
      if (hash !== null) hash.update(bytes.subarray(0, length));
      write(target, bytes, isDirect ? inBlocks(length) : length, sizeBytes);
    }
    if (isDirect && sizeBytes % blockBytes !== 0) ftruncateSync(target, sizeBytes);
    const isSame = isCompared && compare(source, opened, sizeBytes, stop);
    const isSourceAsSeen = isAsSeen(before, seen) && isAsSeen(fstatSync(source), seen);
    return { sizeBytes, isSame, isSourceAsSeen, checksum: hash === null ? '' : hash.digest('hex') };
  } finally {
    closeSync(source);
    if (opened !== null) closeSync(opened.target);
  }
}

parentPort.on('message', ({ job, kind, ask }) => {
  let answer;
  try {
    answer = { outcome: 'done', value: kind === 'copy' ? copy(ask) : look(ask) };
  } catch (error) {
    const [code, message] = [String(error && error.code), String(error && error.message)];
    answer = error instanceof Stopped ? { outcome: 'stopped' } : { outcome: 'failed', code, message, side };
  }
  parentPort.postMessage({ job, ...answer });
});
`;
