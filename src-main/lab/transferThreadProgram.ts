/**
 * A thread's program as text, so that it runs the same from source and from a bundle. It reads 1 MiB at a time into
 * buffers that are used again; a file costs one message there and one back.
 *
 * Copies are written in small pieces: a file system takes memory for its cache in one block for each write, and blocks
 * above 32 KiB cost several times as much to come by (Linux keeps lists of free ones up to that size for each processor).
 * A copy that is compared is read again from its file, as any reader gets it; nothing waits for the disk.
 */
export const threadProgram = `
const { parentPort } = require('node:worker_threads');
const { constants, openSync, readSync, writeSync, closeSync, fstatSync, fchmodSync } = require('node:fs');
const { createHash } = require('node:crypto');
const mebibyte = 1024 * 1024;
const [bytes, expected] = [Buffer.allocUnsafeSlow(mebibyte), Buffer.allocUnsafeSlow(mebibyte)];
const { O_RDONLY, O_RDWR, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
const pieceBytes = 32 * 1024;

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
  for (let done = 0; done < length; )
    done += writeSync(descriptor, buffer, done, Math.min(pieceBytes, length - done), place + done);
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

/** Whether the copy, read again from its file, holds what the source does. The last bytes copied are still at hand. */
function compare(source, target, sizeBytes, stop) {
  if (fstatSync(target).size !== sizeBytes) return false;
  for (let place = 0; place < sizeBytes; place += bytes.length) {
    goOn(stop);
    const length = Math.min(bytes.length, sizeBytes - place);
    if (sizeBytes > bytes.length && fill(source, bytes, length, place) !== length) return false;
    if (fill(target, expected, length, place) !== length) return false;
    if (!bytes.subarray(0, length).equals(expected.subarray(0, length))) return false;
  }
  return true;
}

/** Copies a file and its mode; what a transfer wrote stays writable to its owner. */
function copy({ file, original, seen, algorithm, isCompared, stop }) {
  const hash = algorithm === null ? null : createHash(algorithm);
  const source = open(original, O_RDONLY, 'source');
  let target = null;
  try {
    const before = fstatSync(source);
    target = open(file, O_RDWR | O_CREAT | O_TRUNC, 'destination');
    fchmodSync(target, (before.mode & 0o200) === 0 ? 0o644 : before.mode & 0o777);
    let sizeBytes = 0;
    for (let length = bytes.length; length === bytes.length; sizeBytes += length) {
      goOn(stop);
      length = fill(source, bytes, bytes.length, sizeBytes);
      if (hash !== null) hash.update(bytes.subarray(0, length));
      write(target, bytes, length, sizeBytes);
    }
    const isSame = isCompared && compare(source, target, sizeBytes, stop);
    const isSourceAsSeen = isAsSeen(before, seen) && isAsSeen(fstatSync(source), seen);
    return { sizeBytes, isSame, isSourceAsSeen, checksum: hash === null ? '' : hash.digest('hex') };
  } finally {
    closeSync(source);
    if (target !== null) closeSync(target);
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
