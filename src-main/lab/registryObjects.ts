import { createHmac, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { sendFile } from './fileAnswer.ts';
import { escapeHtml } from './registryAnswers.ts';
import type { RegistryCall, RegistryParts, RegistryRoute } from './registryRoute.ts';

/** Seconds that a link to the object storage lives. */
const linkSeconds = 300;
const bucket = 'sregistry';

type LinkParts = Pick<RegistryParts, 'store' | 'clock' | 'origin'>;

function signature(key: string, date: string, { store }: Pick<RegistryParts, 'store'>): string {
  return createHmac('sha256', store.linkKey).update(`${key}\n${date}\n${linkSeconds}`).digest('hex');
}

/** `20261123T124221Z` */
function linkDate(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** A link that opens one object for a while, in the manner of S3's presigned URLs. */
export function objectLink(key: string, parts: LinkParts): string {
  const date = linkDate(parts.clock.now());
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `PRACTICE/${date.slice(0, 8)}/us-east-1/s3/aws4_request`,
    'X-Amz-Date': date,
    'X-Amz-Expires': String(linkSeconds),
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Signature': signature(key, date, parts),
  });
  const path = key.split('/').map(encodeURIComponent).join('/');
  return `${parts.origin()}/${bucket}/${path}?${query}`;
}

function xmlError(status: number, code: string, message: string, key: string): Response {
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>${code}</Code><Message>${message}</Message><Key>${escapeHtml(key)}</Key></Error>`;
  const headers = { 'Content-Type': 'application/xml', 'Content-Length': String(Buffer.byteLength(body)) };
  return new Response(body, { status, headers });
}

/** Why a link does not open, or null when it does. */
function refusal(key: string, query: URLSearchParams, parts: RegistryParts): Response | null {
  const date = query.get('X-Amz-Date') ?? '';
  const fields = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  const given = Buffer.from(query.get('X-Amz-Signature') ?? '');
  if (!fields || given.length === 0) return xmlError(403, 'AccessDenied', 'Access Denied.', key);
  const expected = Buffer.from(signature(key, date, parts));
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    return xmlError(403, 'SignatureDoesNotMatch', 'The request signature does not match.', key);
  const [, year, month, day, hour, minute, second] = fields;
  const signedAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const isOver = parts.clock.now() > signedAt + linkSeconds * 1000;
  return isOver ? xmlError(403, 'AccessDenied', 'Request has expired', key) : null;
}

/** The object storage: keys are `collection/name:sha256.<hex>`, so equal images under several tags are one object. */
export function objectRoute(parts: RegistryParts): RegistryRoute {
  const get = async ({ request, query, parts: [key = ''] }: RegistryCall) => {
    const refused = refusal(key, query, parts);
    if (refused) return refused;
    const { store } = parts;
    const row = store.images().find((image) => {
      const inside = store.collectionById(image.collectionId);
      return image.store !== 'disk' && `${inside?.name}/${image.name}:${image.version}` === key;
    });
    const sent =
      row?.relativePath &&
      (await sendFile(join(parts.imagesDir, row.relativePath), request, {
        contentType: 'binary/octet-stream',
        etag: `"${row.md5}"`,
      }));
    return sent || xmlError(404, 'NoSuchKey', 'The specified key does not exist.', key);
  };
  return { pattern: /^\/sregistry\/(.+)$/, family: 'static', views: { GET: get } };
}
