import type { ImageId } from '../../../src-main/contract/ids.ts';
import type { SkippedImage } from '../../../src-main/contract/transfer.ts';
import { useWords } from '../../strings/WordsContext.tsx';

interface SkippedImagesProps {
  readonly skipped: readonly SkippedImage[];
  readonly nameOfImage: (id: ImageId) => string;
}

const shownOfAReason = 20;

/** Images that match the patterns and are left out all the same, by reason. */
export function SkippedImages({ skipped, nameOfImage }: SkippedImagesProps) {
  const { t } = useWords();
  if (skipped.length === 0) return null;
  return (
    <details className="subscription-skipped">
      <summary>{t('subscriptions.preview.skipped', { count: skipped.length })}</summary>
      <dl>
        {[...Map.groupBy(skipped, ({ reason }) => reason)].map(([reason, own]) => (
          <div key={reason}>
            <dt>{t(`subscriptions.preview.skippedReason.${reason}`)}</dt>
            {own.slice(0, shownOfAReason).map(({ imageId }) => (
              <dd key={imageId}>{nameOfImage(imageId)}</dd>
            ))}
            {own.length > shownOfAReason && (
              <dd className="soft">{t('subscriptions.preview.moreSkipped', { count: own.length - shownOfAReason })}</dd>
            )}
          </div>
        ))}
      </dl>
    </details>
  );
}
