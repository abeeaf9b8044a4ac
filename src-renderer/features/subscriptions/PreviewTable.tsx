import { useState } from 'react';
import type { ImageId } from '../../../src-main/contract/ids.ts';
import type { PlannedCopy, SendPreview } from '../../../src-main/contract/transfer.ts';
import { Button } from '../../components/Button.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { Size } from '../../components/Values.tsx';
import type { Answer } from '../../lib/useAnswer.ts';
import { useSay } from '../../lib/useSay.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import { previewTotals } from '../send/SendPreviewTable.tsx';
import { SkippedImages } from './SkippedImages.tsx';
import type { Names } from './subscriptionView.ts';

interface PreviewTableProps {
  readonly view: Answer<SendPreview>;
  readonly names: Names;
  readonly nameOfImage: (id: ImageId) => string;
  /** Said while there is nothing to preview yet. */
  readonly otherwise: string;
}

const shownAtOnce = 50;
const order: Readonly<Record<PlannedCopy['outcome'], number>> = { refused: 0, send: 1, onItsWay: 2, alreadyThere: 3 };

/** Each copy that would be made now, or why it would not; what cannot be sent comes first. */
export function PreviewTable({
  view: { value: preview, problem, isReading, again },
  names,
  nameOfImage,
  otherwise,
}: PreviewTableProps) {
  const words = useWords();
  const { t } = words;
  const [shown, setShown] = useState(shownAtOnce);
  useSay(preview === null ? '' : previewTotals(words, preview));
  if (problem) return <ProblemView problem={problem} compact handlers={{ tryAgain: again }} />;
  if (preview === null)
    return <p className="soft small">{isReading ? t('subscriptions.preview.reading') : otherwise}</p>;
  const copies = preview.copies.toSorted((a, b) => order[a.outcome] - order[b.outcome]);
  return (
    <div className={`subscription-preview${isReading ? ' subscription-preview-old' : ''}`} aria-busy={isReading}>
      <p className="num">
        <strong>{previewTotals(words, preview)}</strong>
      </p>
      {copies.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: without a place in the Tab order the keyboard cannot scroll it.
        <section className="subscription-preview-scroll" aria-label={t('subscriptions.preview.copies')} tabIndex={0}>
          <table className="plain-table subscription-preview-table">
            <thead>
              <tr>
                <th scope="col">{t('subscriptions.preview.image')}</th>
                <th scope="col">{t('subscriptions.preview.now')}</th>
              </tr>
            </thead>
            {[...Map.groupBy(copies.slice(0, shown), ({ endpointId }) => endpointId)].map(([endpointId, own]) => (
              <tbody key={endpointId}>
                <tr>
                  <th scope="rowgroup" colSpan={2} className="subscription-preview-endpoint">
                    {names.endpoint(endpointId)}
                  </th>
                </tr>
                {own.map((copy) => (
                  <CopyRow key={copy.imageId} copy={copy} name={nameOfImage(copy.imageId)} />
                ))}
              </tbody>
            ))}
          </table>
        </section>
      )}
      {copies.length > shown && (
        <Button size="small" onPress={() => setShown(shown + shownAtOnce)}>
          {t('subscriptions.preview.showMore', { count: copies.length })}
        </Button>
      )}
      <SkippedImages skipped={preview.skipped} nameOfImage={nameOfImage} />
    </div>
  );
}

function CopyRow({ copy, name }: { readonly copy: PlannedCopy; readonly name: string }) {
  const { states, problemWords } = useWords();
  return (
    <tr>
      <td>
        <div className="subscription-preview-name">
          <span className="clip" title={name}>
            {name}
          </span>
          <span className="soft num">
            <Size bytes={copy.sizeBytes} />
          </span>
        </div>
        <div className="mono soft subscription-preview-path clip" title={copy.destinationPath}>
          {copy.destinationPath}
        </div>
      </td>
      <td className="subscription-preview-now">
        <StateBadge state={states.copyOutcome[copy.outcome]}>
          {copy.problem === null ? undefined : problemWords(copy.problem).title}
        </StateBadge>
      </td>
    </tr>
  );
}
