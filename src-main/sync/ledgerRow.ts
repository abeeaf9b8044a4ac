import { AppError } from '../contract/errors.ts';
import type { SqlRow } from '../ports/database.ts';

const wrongType = (column: string): AppError => new AppError('state.damaged', { facts: { column } });

/** Columns of a row by the type the schema gives them. Ids are branded by the caller: the ledger wrote them itself. */
export function text(row: SqlRow, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw wrongType(column);
  return value;
}

export const textOrNull = (row: SqlRow, column: string): string | null =>
  row[column] === null || row[column] === undefined ? null : text(row, column);

export function number(row: SqlRow, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw wrongType(column);
  return value;
}

export const numberOrNull = (row: SqlRow, column: string): number | null =>
  row[column] === null || row[column] === undefined ? null : number(row, column);

/** Parsed JSON of our own writing. */
export const json = <T>(row: SqlRow, column: string): T => JSON.parse(text(row, column)) as T;

export const jsonOrNull = <T>(row: SqlRow, column: string): T | null =>
  row[column] === null || row[column] === undefined ? null : json<T>(row, column);

export const toJson = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);
