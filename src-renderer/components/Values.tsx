import type { PointerEvent } from 'react';
import {
  formatAgo,
  formatExactBytes,
  formatExactTime,
  formatSize,
  shortDigest,
} from '../../src-main/contract/format.ts';
import { useNow } from '../lib/useNow.ts';
import { CopyButton } from './CopyButton.tsx';

/** `6.2 GB`, with the exact number of bytes in the tooltip. */
export function Size({ bytes }: { readonly bytes: number | null }) {
  if (bytes === null) return <span className="soft">not known</span>;
  return (
    <span className="num" title={formatExactBytes(bytes)}>
      {formatSize(bytes)}
    </span>
  );
}

/** The tooltip is made when it can be seen: a list has hundreds of times. */
const nameExactTime = ({ currentTarget }: PointerEvent<HTMLTimeElement>): void => {
  currentTarget.title = formatExactTime(currentTarget.dateTime);
};

/** `6 min ago`, with the exact local time in the tooltip. */
export function Ago({ at, otherwise = 'not known' }: { readonly at: string | null; readonly otherwise?: string }) {
  const now = useNow();
  if (at === null) return <span className="soft">{otherwise}</span>;
  return (
    <time dateTime={at} onPointerEnter={nameExactTime}>
      {formatAgo(at, now)}
    </time>
  );
}

export function Digest({ digest }: { readonly digest: string | null }) {
  if (digest === null) return <span className="soft">not known yet</span>;
  return (
    <span className="digest">
      <span className="mono" title={digest}>
        {shortDigest(digest)}
      </span>
      <CopyButton text={digest} what="digest" />
    </span>
  );
}

/** An id or path with a copy button; the middle of the page may clip it, the tooltip has it whole. */
export function CopyText({ text, what }: { readonly text: string; readonly what: string }) {
  return (
    <span className="copy-text">
      <span className="mono clip" title={text}>
        {text}
      </span>
      <CopyButton text={text} what={what} />
    </span>
  );
}
