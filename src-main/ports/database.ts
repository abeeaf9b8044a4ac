export type SqlValue = string | number | bigint | null | Uint8Array;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** One SQLite file, opened exclusively (a second opener gets `state.inUse`). Calls are synchronous and small. */
export interface Database {
  run(sql: string, ...values: readonly SqlValue[]): { readonly changes: number };
  get(sql: string, ...values: readonly SqlValue[]): SqlRow | undefined;
  all(sql: string, ...values: readonly SqlValue[]): readonly SqlRow[];
  /** All or nothing; commits durably before it returns. Nested calls join the outer one. */
  transaction<T>(work: () => T): T;
  close(): void;
}
