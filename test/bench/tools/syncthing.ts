import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type BenchContext, until } from './bench.ts';

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject()));
    });
  });
}

interface Device {
  readonly home: string;
  readonly id: string;
  readonly syncPort: number;
  readonly guiPort: number;
}

const apiKey = 'bench';

async function makeDevice(context: BenchContext): Promise<Device> {
  const home = context.cleanup.folder('syncthing');
  const words = ['generate', `--home=${home}`, '--no-default-folder', '--skip-port-probing'];
  execFileSync('syncthing', words, { stdio: 'ignore' });
  const id = execFileSync('syncthing', ['--device-id', `--home=${home}`], { encoding: 'utf8' }).trim();
  return { home, id, syncPort: await freePort(), guiPort: await freePort() };
}

/** Notices changes after a second, the shortest that `fsWatcherDelayS` allows, talks to the other device on this machine only. */
const configuration = (own: Device, devices: readonly Device[], folder: string, type: string): string => `
<configuration version="36">
  <folder id="images" label="images" path="${folder}" type="${type}" rescanIntervalS="3600" fsWatcherEnabled="true" fsWatcherDelayS="1">
    ${devices.map(({ id }) => `<device id="${id}"/>`).join('')}
  </folder>
  ${devices.map(({ id, syncPort }) => `<device id="${id}" name="${syncPort}"><address>tcp://127.0.0.1:${syncPort}</address></device>`).join('\n')}
  <gui enabled="true" tls="false"><address>127.0.0.1:${own.guiPort}</address><apikey>${apiKey}</apikey></gui>
  <options>
    <listenAddress>tcp://127.0.0.1:${own.syncPort}</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled><localAnnounceEnabled>false</localAnnounceEnabled>
    <relaysEnabled>false</relaysEnabled><natEnabled>false</natEnabled><startBrowser>false</startBrowser>
    <reconnectionIntervalS>1</reconnectionIntervalS><urAccepted>-1</urAccepted>
    <crashReportingEnabled>false</crashReportingEnabled><autoUpgradeIntervalH>0</autoUpgradeIntervalH>
  </options>
</configuration>
`;

/** Two Syncthing devices on this machine, one folder each; resolves when they are connected. */
export async function startSyncthing(context: BenchContext, source: string, destination: string) {
  const devices = [await makeDevice(context), await makeDevice(context)];
  const [sender, receiver] = devices;
  if (!sender || !receiver) throw new Error('two devices are needed');
  const roles = [
    { device: sender, folder: source, type: 'sendonly' },
    { device: receiver, folder: destination, type: 'receiveonly' },
  ];
  const children = roles.map(({ device, folder, type }) => {
    writeFileSync(join(device.home, 'config.xml'), configuration(device, devices, folder, type));
    const words = ['serve', `--home=${device.home}`, '--no-browser', '--no-restart', '--no-upgrade'];
    const env = { ...process.env, STNOUPGRADE: '1', STMONITORED: '1' };
    return context.cleanup.child(spawn('syncthing', words, { detached: true, stdio: 'ignore', env }), 'group');
  });
  const isConnected = async (): Promise<boolean> => {
    const url = `http://127.0.0.1:${sender.guiPort}/rest/system/connections`;
    const answer = await fetch(url, { headers: { 'X-API-Key': apiKey } }).catch(() => null); // not listening yet
    if (!answer?.ok) return false;
    const { connections }: { connections: Record<string, { connected: boolean }> } = await answer.json();
    return connections[receiver.id]?.connected === true;
  };
  await until('two connected Syncthing devices', isConnected, { everyMs: 100 });
  return {
    stop(): void {
      for (const child of children) context.cleanup.end(child);
      for (const { home } of devices) context.cleanup.remove(home);
    },
  };
}
