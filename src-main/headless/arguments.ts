import { Command, CommanderError, InvalidArgumentError } from 'commander';

export interface StartArguments {
  readonly lab: boolean;
  readonly port: number;
  readonly dataDir: string | undefined;
  readonly readyFile: string | undefined;
  readonly opensBrowser: boolean;
  readonly redirectPort: number;
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('a port is 0 to 65535');
  return port;
}

/** Reads the start arguments; a wrong one rejects with commander's error after its words went to stderr. */
export function parseStartArguments(argv: readonly string[]): StartArguments | CommanderError {
  const program = new Command('portolan')
    .description('Portolan without a window: the same app, served to the browser on 127.0.0.1')
    .option('--headless', 'serve the screens to the browser')
    .option('--lab', 'start the practice lab and use it', false)
    .option('--port <n>', 'port of the screens; 0 takes any free one', parsePort, 0)
    .option('--data <dir>', 'folder for state and secrets')
    .option('--ready-file <file>', 'write {url,startUrl,pid,lab} here once usable')
    .option('--redirect-port <n>', 'fixed port for the sign-in redirect (for ssh -L)', parsePort, 0)
    .option('--no-open', 'do not open the browser')
    .exitOverride();
  try {
    program.parse([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error;
    throw error;
  }
  const options = program.opts<{
    lab: boolean;
    port: number;
    data?: string;
    readyFile?: string;
    redirectPort: number;
    open: boolean;
  }>();
  return {
    lab: options.lab,
    port: options.port,
    dataDir: options.data,
    readyFile: options.readyFile,
    opensBrowser: options.open,
    redirectPort: options.redirectPort,
  };
}
