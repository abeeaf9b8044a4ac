/** Small JSON values by key, durable when the call returns. */
export interface SettingsStore {
  read(key: string): unknown;
  write(key: string, value: unknown): void;
  delete(key: string): void;
  keys(prefix: string): readonly string[];
}
