import { Fragment } from 'react';
import type { Endpoint } from '../../../src-main/contract/endpoint.ts';
import type { Image } from '../../../src-main/contract/registry.ts';
import type { PlannedCopy, SendPreview } from '../../../src-main/contract/transfer.ts';
import { StateBadge } from '../../components/StateBadge.tsx';
import { Size } from '../../components/Values.tsx';
import { nameWithTagOf } from '../../lib/imageName.ts';
import type { Words } from '../../strings/createWords.ts';
import { useWords } from '../../strings/WordsContext.tsx';

interface SendPreviewTableProps {
  readonly preview: SendPreview;
  readonly images: readonly Image[];
  readonly endpoints: readonly Endpoint[];
}

/** More rows than this say nothing more; the totals below count all. */
const shownRows = 200;

/** What would be copied, under which names, and what not and why. Used by sending and by subscriptions. */
export function SendPreviewTable({ preview, images, endpoints }: SendPreviewTableProps) {
  const { t, states, problemWords } = useWords();
  const nameOfImage = (copy: PlannedCopy) => {
    const image = images.find(({ id }) => id === copy.imageId);
    return image ? nameWithTagOf(image) : copy.imageId;
  };
  const nameOfEndpoint = (copy: PlannedCopy) => endpoints.find(({ id }) => id === copy.endpointId)?.name ?? '';
  return (
    <table className="plain-table preview-table">
      <thead>
        <tr>
          <th>{t('send.preview.image')}</th>
          <th>{t('send.preview.appearsAs')}</th>
          <th>{t('send.preview.at')}</th>
          <th className="num">{t('send.preview.size')}</th>
          <th>{t('send.preview.outcome')}</th>
        </tr>
      </thead>
      <tbody>
        {preview.copies.slice(0, shownRows).map((copy) => (
          <tr key={`${copy.imageId} ${copy.endpointId}`}>
            <td className="clip">{nameOfImage(copy)}</td>
            <td className="mono preview-path" title={copy.destinationPath}>
              <BreakablePath path={copy.destinationPath} />
            </td>
            <td className="clip">{nameOfEndpoint(copy)}</td>
            <td className="num">
              <Size bytes={copy.sizeBytes} />
            </td>
            <td>
              <StateBadge state={states.copyOutcome[copy.outcome]}>
                {copy.problem ? problemWords(copy.problem).title : states.copyOutcome[copy.outcome].word}
              </StateBadge>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A path that breaks at its folders. */
export function BreakablePath({ path }: { readonly path: string }) {
  const folders = path.split('/');
  return folders.map((folder, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one path have no other identity
    <Fragment key={index}>
      {index > 0 && (
        <>
          /<wbr />
        </>
      )}
      {folder}
    </Fragment>
  ));
}

/** `3 copies · 24.6 GB · already there: 2 (skip)` */
export function previewTotals({ t, format }: Words, { copies, totalBytes }: SendPreview): string {
  const count = (outcome: PlannedCopy['outcome']) => copies.filter((copy) => copy.outcome === outcome).length;
  const parts: string[] = [t('send.preview.copies', { count: count('send'), size: format.size(totalBytes) })];
  if (count('alreadyThere') > 0) parts.push(t('send.preview.alreadyThere', { count: count('alreadyThere') }));
  if (count('onItsWay') > 0) parts.push(t('send.preview.onItsWay', { count: count('onItsWay') }));
  if (count('refused') > 0) parts.push(t('send.preview.refused', { count: count('refused') }));
  return parts.join(' · ');
}
