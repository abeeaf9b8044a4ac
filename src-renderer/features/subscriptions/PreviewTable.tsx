import { useState } from 'react';
import type { ImageId } from '../../../src-main/contract/ids.ts';
import { problemWords } from '../../../src-main/contract/problemWords/problems.ts';
import { copyOutcomes } from '../../../src-main/contract/states.ts';
import type { PlannedCopy, SendPreview } from '../../../src-main/contract/transfer.ts';
import { Button } from '../../components/Button.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { Size } from '../../components/Values.tsx';
import type { Answer } from '../../lib/useAnswer.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import { previewTotals } from '../send/SendPreviewTable.tsx';
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
  const [shown, setShown] = useState(shownAtOnce);
  if (problem) return <ProblemView problem={problem} compact handlers={{ tryAgain: again }} />;
  if (preview === null) return <p className="soft small">{isReading ? 'Looking what would be sent…' : otherwise}</p>;
  const copies = preview.copies.toSorted((a, b) => order[a.outcome] - order[b.outcome]);
  return (
    <div className={`subscription-preview${isReading ? ' subscription-preview-old' : ''}`} aria-busy={isReading}>
      <p className="num" role="status">
        <strong>{previewTotals(words, preview)}</strong>
      </p>
      {copies.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: without a place in the Tab order the keyboard cannot scroll it.
        <section className="subscription-preview-scroll" aria-label="Copies" tabIndex={0}>
          <table className="plain-table subscription-preview-table">
            <thead>
              <tr>
                <th scope="col">Image and path there</th>
                <th scope="col">Now</th>
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
          {`Show more of ${copies.length}`}
        </Button>
      )}
    </div>
  );
}

function CopyRow({ copy, name }: { readonly copy: PlannedCopy; readonly name: string }) {
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
        <StateBadge state={copyOutcomes[copy.outcome]}>
          {copy.problem === null ? undefined : problemWords(copy.problem).title}
        </StateBadge>
      </td>
    </tr>
  );
}
