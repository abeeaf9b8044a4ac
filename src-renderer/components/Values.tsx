import type { PointerEvent } from 'react';
import { shortDigest } from '../../src-main/contract/format.ts';
import { useNow } from '../lib/useNow.ts';
import { useWords } from '../strings/WordsContext.tsx';
import { CopyButton } from './CopyButton.tsx';

/** `6.2 GB`, with the exact number of bytes in the tooltip. */
export function Size({ bytes }: { readonly bytes: number | null }) {
  const { t, format } = useWords();
  if (bytes === null) return <span className="soft">{t('components.value.notKnown')}</span>;
  return (
    <span className="num" title={format.exactBytes(bytes)}>
      {format.size(bytes)}
    </span>
  );
}

/** `6 min ago`, with the exact local time in the tooltip. */
export function Ago({ at, otherwise }: { readonly at: string | null; readonly otherwise?: string }) {
  const { t, format } = useWords();
  const now = useNow();
  if (at === null) return <span className="soft">{otherwise ?? t('components.value.notKnown')}</span>;
  // The tooltip is made when it can be seen: a list has hundreds of times.
  const nameExactTime = ({ currentTarget }: PointerEvent<HTMLTimeElement>): void => {
    currentTarget.title = format.exactTime(currentTarget.dateTime);
  };
  return (
    <time dateTime={at} onPointerEnter={nameExactTime}>
      {format.ago(at, now)}
    </time>
  );
}

export function Digest({ digest }: { readonly digest: string | null }) {
  const { t } = useWords();
  if (digest === null) return <span className="soft">{t('components.value.notKnownYet')}</span>;
  return (
    <span className="digest">
      <span className="mono" title={digest}>
        {shortDigest(digest)}
      </span>
      <CopyButton text={digest} what={t('components.copy.digest')} />
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
