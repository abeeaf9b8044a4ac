/**
 * Starts a service on the port it had before, or on any free one when that port is taken now.
 * `port` 0 or undefined: any free one.
 */
export async function onRememberedPort<T>(port: number | undefined, start: (port: number) => Promise<T>): Promise<T> {
  if (!port) return start(0);
  try {
    return await start(port);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    return start(0);
  }
}
