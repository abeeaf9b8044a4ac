import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

function openssl(folder: string, ...words: readonly string[]): void {
  const { status, stderr } = spawnSync('openssl', words, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl ${words[0]}: ${stderr}`);
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'] as const;

/** An authority of a laboratory, and a server's key and certificate signed by it. */
export function makeAuthority(folder: string) {
  openssl(
    folder,
    ...['req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2'],
    ...['-subj', '/O=The Lab/CN=Lab Root', '-addext', 'basicConstraints=critical,CA:TRUE'],
  );
  openssl(
    folder,
    ...['req', ...newKey, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=registry.lab.test'],
  );
  writeFileSync(path.join(folder, 'names'), 'subjectAltName=DNS:registry.lab.test,IP:127.0.0.1\n');
  openssl(
    folder,
    ...['x509', '-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
    ...['-out', 'server.pem', '-days', '2', '-extfile', 'names'],
  );
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
  return { caFile: path.join(folder, 'ca.pem'), key: read('server.key'), cert: read('server.pem') };
}
