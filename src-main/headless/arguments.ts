import { type Command, InvalidArgumentError } from 'commander';

/** How the screens are served; the folder and the lab are options of every command. */
export interface ServeOptions {
  readonly port: number;
  readonly readyFile?: string;
  readonly open: boolean;
  readonly redirectPort: number;
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (text.trim() === '' || !Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('a port is 0 to 65535.');
  return port;
}

export const addServeOptions = (command: Command): Command =>
  command
    .option('--port <n>', 'port of the screens; 0 takes any free one', parsePort, 0)
    .option('--ready-file <file>', 'write {url,startUrl,pid,lab} here once usable')
    .option('--redirect-port <n>', 'fixed port for the sign-in redirect (for ssh -L)', parsePort, 0)
    .option('--no-open', 'do not open the browser');
