/** Works on all entries, `width` at a time, in their order. The first failure is thrown once nothing more is started. */
export async function concurrently<T>(
  entries: readonly T[],
  width: number,
  work: (entry: T) => Promise<void>,
): Promise<void> {
  const rest = entries.values();
  const worker = async () => {
    for (const entry of rest) await work(entry);
  };
  await Promise.all(Array.from({ length: Math.min(width, entries.length) }, worker));
}
