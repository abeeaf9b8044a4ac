const lookEveryMs = 250;

/**
 * npm runs a script through a shell, and a shell that is ended does not pass the signal on: it is gone, and we would go
 * on under another parent. Then we end as if the signal had come to us.
 */
export function endWithShell(environment: NodeJS.ProcessEnv = process.env): void {
  if (environment.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(looking);
    process.kill(process.pid, 'SIGTERM');
  }, lookEveryMs);
  looking.unref();
}
