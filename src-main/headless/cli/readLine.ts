import { createInterface } from 'node:readline';
import { UsageError } from './failure.ts';

/** The first line of standard input; empty when it ends before, or when the signal fires. */
export function readLine(signal?: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: process.stdin });
    const settle = (line: string) => {
      resolve(line.trim());
      lines.close();
      process.stdin.unref();
    };
    lines.once('line', settle);
    lines.once('close', () => settle(''));
    signal?.addEventListener('abort', () => settle(''), { once: true });
  });
}

export async function readSecretLine(): Promise<string> {
  const line = await readLine();
  if (line === '') throw new UsageError('Nothing came on standard input', 'One line with the token is wanted.');
  return line;
}

/** All of standard input. */
export async function readAll(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}
