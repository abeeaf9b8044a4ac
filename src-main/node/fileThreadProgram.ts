/**
 * The program of a thread that looks at files, as text, so that it runs the same from source and from a bundle. Its
 * calls to the file system are synchronous, which is many times cheaper than asking for each from the main thread.
 * Descriptors belong to the process: what one thread opened any other may read. Long hashing is done in slices,
 * between which shorter jobs have their turn.
 *
 * A stamp is six numbers: 1 for a plain file (else 0), device, inode, size in bytes, mtime and ctime in milliseconds.
 */
export const fileThreadProgram = `
const { parentPort } = require('node:worker_threads');
const fs = require('node:fs');
const { createHash } = require('node:crypto');
const { sep } = require('node:path');
const chunk = Buffer.allocUnsafeSlow(512 * 1024);
const slice = 64;
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs.constants;

const codeOf = (error) => String((error && error.code) || 'UNKNOWN');
const stampOf = (stats) => [stats.isFile() ? 1 : 0, stats.dev, stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs];
const nothing = [0, 0, 0, 0, 0, 0];

const realPathOf = (descriptor, path, stats) => {
  if (process.platform === 'linux') return fs.readlinkSync('/proc/self/fd/' + descriptor);
  const there = fs.statSync(path);
  if (there.ino !== stats.ino || there.dev !== stats.dev) throw { code: 'SWAPPED' };
  return fs.realpathSync(path);
};

const open = (root, realRoot, relativePath, head) => {
  const below = sep + relativePath.split('/').join(sep);
  const path = root + below;
  const descriptor = fs.openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const stats = fs.fstatSync(descriptor);
    if (!stats.isFile()) throw { code: 'NOFILE' };
    const expected = realRoot.endsWith(sep) ? realRoot + below.slice(1) : realRoot + below;
    if (realPathOf(descriptor, path, stats) !== expected) throw { code: 'ELOOP' };
    return { descriptor, stamp: stampOf(stats), headBytes: fs.readSync(descriptor, head, 0, head.length, 0) };
  } catch (error) {
    fs.closeSync(descriptor);
    throw error;
  }
};

const each = (all, work) => all.map((one, at) => {
  try {
    return work(one, at);
  } catch (error) {
    return { failed: codeOf(error) };
  }
});

const folder = (path) => {
  const changedAtMs = fs.lstatSync(path).mtimeMs;
  const [files, folders] = [[], []];
  for (const entry of fs.readdirSync(path, { withFileTypes: true })) {
    if (entry.isFile()) files.push(entry.name);
    else if (entry.isDirectory()) folders.push(entry.name);
  }
  return { changedAtMs, files: files.sort(), folders: folders.sort() };
};

const stamps = (root, paths) => {
  const codes = [];
  const numbers = new Float64Array(paths.length * 6);
  paths.forEach((path, at) => {
    try {
      numbers.set(stampOf(fs.lstatSync(root + sep + path)), at * 6);
    } catch (error) {
      codes.push([at, codeOf(error)]);
    }
  });
  return { numbers, codes };
};

/** What a name leads to now; the descriptor that was had of it is closed. */
const again = (root, { descriptor, path }) => {
  try {
    fs.closeSync(descriptor);
    return stampOf(fs.lstatSync(root + sep + path));
  } catch {
    return nothing;
  }
};

const begin = (algorithms) => ({ position: 0, hashes: algorithms.map((name) => createHash(name)) });

/** Hashes on; true when the end was reached. */
const hashSlice = (descriptor, state, stop) => {
  for (let turn = 0; turn < slice; turn += 1) {
    if (Atomics.load(stop, 0) === 1) throw { code: 'STOPPED' };
    const length = fs.readSync(descriptor, chunk, 0, chunk.length, state.position);
    if (length === 0) return true;
    state.position += length;
    const part = length === chunk.length ? chunk : chunk.subarray(0, length);
    for (const hash of state.hashes) hash.update(part);
  }
  return false;
};

const digest = ({ root, files, algorithms, isLast, stop }, done) => {
  const answers = [];
  let state = begin(algorithms);
  const finish = (answer) => {
    const file = files[answers.length];
    answers.push({ ...answer, stamp: isLast ? again(root, file) : nothing });
    state = begin(algorithms);
  };
  const go = () => {
    while (answers.length < files.length) {
      try {
        const isEnd = hashSlice(files[answers.length].descriptor, state, stop);
        if (!isEnd) return void setImmediate(go);
        finish({ digests: state.hashes.map((hash) => hash.digest('hex')) });
      } catch (error) {
        finish({ failed: codeOf(error) });
      }
    }
    done(answers);
  };
  go();
};

const jobs = {
  open: ({ root, paths, heads, headBytes }, done) => {
    const realRoot = fs.realpathSync(root);
    const opened = each(paths, (path, at) =>
      open(root, realRoot, path, new Uint8Array(heads, at * headBytes, headBytes)));
    done({ opened, heads }, [heads]);
  },
  list: ({ paths }, done) => done(each(paths, folder)),
  stamps: ({ root, paths }, done) => {
    const answer = stamps(root, paths);
    done(answer, [answer.numbers.buffer]);
  },
  again: ({ root, files }, done) => done(files.map((file) => again(root, file))),
  digest,
};

parentPort.on('message', ({ job, kind, ask }) => {
  const done = (value, transfer = []) => parentPort.postMessage({ job, value }, transfer);
  try {
    jobs[kind](ask, done);
  } catch (error) {
    parentPort.postMessage({ job, failed: codeOf(error) });
  }
});
`;
