import { z } from 'zod';
import type { Problem } from './errors.ts';

/** What a server shows of itself before anything is told to it. */
export interface ServerCertificate {
  readonly subject: string;
  readonly issuer: string;
  /** SHA-256, `AB:CD:…` */
  readonly fingerprint: string;
  readonly validFrom: string;
  readonly validTo: string;
  /** PEM. */
  readonly certificate: string;
}

export interface NetworkCheck {
  readonly kind: 'registry' | 'globusAuth' | 'globusTransfer' | 'globusSearch' | 'globusTimers' | 'updates';
  /** Of a registry its name; else empty. */
  readonly name: string;
  /** Scheme and host. */
  readonly origin: string;
  /** `host:port` of the proxy on the way; null: none. */
  readonly proxy: string | null;
  /** Until it answered, whatever it answered; null: it did not. */
  readonly answeredMs: number | null;
  readonly problem: Problem | null;
}

export interface NetworkReport {
  readonly at: string;
  readonly checks: readonly NetworkCheck[];
}

export interface NetworkState {
  readonly hasProxyPassword: boolean;
  /** Why the chosen settings cannot be used as they are: `network.caFile`. */
  readonly problem: Problem | null;
}

export const proxyPasswordSchema = z.object({ password: z.string().min(1).max(1024).nullable() });
export const trustServerSchema = z.object({
  origin: z.url({ protocol: /^https$/ }).max(2048),
  /** What the user saw and accepts. */
  fingerprint: z.string().max(200),
});
export type TrustServer = z.infer<typeof trustServerSchema>;
