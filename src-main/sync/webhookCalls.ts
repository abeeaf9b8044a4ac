import { createHmac, randomUUID } from 'node:crypto';
import { AppError, toProblem } from '../contract/errors.ts';
import type { SubscriptionId } from '../contract/ids.ts';
import { hostileText } from '../domain/hostileText.ts';
import type { Clock } from '../ports/clock.ts';
import type { SqlRow } from '../ports/database.ts';
import type { Http } from '../ports/http.ts';
import type { Logger } from '../ports/logger.ts';
import type { Ledger } from './ledger.ts';
import { number, text, textOrNull, toJson } from './ledgerRow.ts';
import type { WebhookSecret } from './webhookSecret.ts';

const firstPauseMs = 10_000;
const longestPauseMs = 3_600_000;
/** Given up after about a day. */
const mostAttempts = 30;
const timeoutMs = 15_000;

interface WebhookCall {
  readonly id: string;
  readonly subscriptionId: SubscriptionId;
  readonly url: string;
  readonly body: string;
  readonly attempts: number;
}

const fromRow = (row: SqlRow): WebhookCall => ({
  id: text(row, 'id'),
  subscriptionId: text(row, 'subscription_id') as SubscriptionId,
  url: text(row, 'url'),
  body: text(row, 'body'),
  attempts: number(row, 'attempts'),
});

/** `sha256=<hex>`: the HMAC of the body's very bytes. */
export const signatureOf = (body: string, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

export type WebhookCalls = ReturnType<typeof createWebhookCalls>;

/** Calls that are owed to receivers, until one answers with success. */
export function createWebhookCalls(deps: {
  readonly clock: Clock;
  readonly ledger: Pick<Ledger, 'db'>;
  readonly http: Http;
  readonly secret: WebhookSecret;
  readonly logger: Logger;
  readonly random: () => number;
}) {
  const { clock } = deps;
  const { db } = deps.ledger;

  const post = async ({ id, url, body }: WebhookCall): Promise<void> => {
    const secret = await deps.secret.read();
    const { status } = await deps.http.send({
      method: 'POST',
      url,
      timeoutMs,
      maxBytes: 65_536,
      json: JSON.parse(body),
      headers: { 'X-Portolan-Signature': signatureOf(body, secret), 'X-Portolan-Delivery': id },
    });
    const facts = { host: hostileText(new URL(url).host, 200), status };
    // A redirect would carry the message to where nobody pointed it.
    if (status < 200 || status >= 300) throw new AppError('webhook.refused', { facts });
  };

  const failed = (call: WebhookCall, error: unknown): void => {
    const problem = toProblem(error, clock.nowIso());
    if (problem.code.startsWith('state.')) throw error;
    deps.logger.info('a webhook did not take its message', { subscriptionId: call.subscriptionId, code: problem.code });
    const attempts = call.attempts + 1;
    if (attempts >= mostAttempts) {
      db.run('DELETE FROM webhook_call WHERE id = ?', call.id);
      return;
    }
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** call.attempts) * (0.75 + deps.random() / 2);
    db.run(
      'UPDATE webhook_call SET attempts = ?, next_attempt_at = ?, problem_json = ? WHERE id = ?',
      attempts,
      new Date(clock.now() + pauseMs).toISOString(),
      toJson(problem),
      call.id,
    );
  };

  return {
    /** Part of the transaction that notes what it tells of. */
    owe(subscriptionId: SubscriptionId, url: string, message: object): void {
      const [id, at] = [randomUUID(), clock.nowIso()];
      db.run(
        `INSERT INTO webhook_call (id, subscription_id, url, body, created_at, next_attempt_at)
         VALUES (?, ?, ?, ?, ?, ?)`,
        id,
        subscriptionId,
        url,
        JSON.stringify({ id, at, ...message }),
        at,
        at,
      );
    },
    async step(signal: AbortSignal): Promise<void> {
      const sql = 'SELECT * FROM webhook_call WHERE next_attempt_at <= ? ORDER BY created_at LIMIT 100';
      for (const call of db.all(sql, clock.nowIso()).map(fromRow)) {
        signal.throwIfAborted();
        try {
          await post(call);
          db.run('DELETE FROM webhook_call WHERE id = ?', call.id);
        } catch (error) {
          failed(call, error);
        }
      }
    },
    nextAt(): string | null {
      const row = db.get('SELECT min(next_attempt_at) AS at FROM webhook_call');
      return row === undefined ? null : textOrNull(row, 'at');
    },
  };
}
