import { randomUUID } from 'node:crypto';

/** An error answer as Globus Auth words it: JSON-API-like list and OAuth fields side by side. */
export interface AuthProblem {
  readonly status: 400 | 401 | 403 | 404 | 422 | 429 | 500;
  /** `UNAUTHORIZED`, `FORBIDDEN`, … */
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** OAuth `error`; default: the code in small letters. */
  readonly error?: string;
}

export const authProblemBody = ({ status, code, title, detail, error }: AuthProblem) => ({
  errors: [{ status: String(status), id: randomUUID(), code, detail, title }],
  error: error ?? code.toLowerCase(),
  error_description: title,
});

export const unauthorized: AuthProblem = {
  status: 401,
  code: 'UNAUTHORIZED',
  title: 'Unauthorized',
  detail: 'Call must be authenticated',
};

export const forbidden = (detail: string): AuthProblem => ({
  status: 403,
  code: 'FORBIDDEN',
  title: 'Unauthorized',
  detail,
  error: 'unauthorized',
});

export const badRequest = (detail: string): AuthProblem => ({
  status: 400,
  code: 'BAD_REQUEST',
  title: 'Bad Request',
  detail,
});
