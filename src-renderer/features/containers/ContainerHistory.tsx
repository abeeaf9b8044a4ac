import type { Image } from '../../../src-main/contract/registry.ts';
import type { Activity, ActivityImage } from '../../../src-main/contract/transfer.ts';
import { Button } from '../../components/Button.tsx';
import { ListState } from '../../components/ListState.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { Ago, Digest } from '../../components/Values.tsx';
import { useCopy } from '../../lib/useCopy.ts';
import { hrefOf } from '../../stores/routeStore.ts';
import { useRead } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { receiptText } from '../activity/receipt.ts';
import { BreakablePath } from '../send/SendPreviewTable.tsx';

interface Sent {
  readonly activity: Activity;
  readonly file: ActivityImage;
}

/** Every transfer that carried the image, the newest first. */
const sentOf = (image: Image, activities: readonly Activity[]): readonly Sent[] =>
  activities
    .flatMap((activity) => activity.images.map((file) => ({ activity, file })))
    .filter(({ file }) => file.imageId === image.id)
    .toSorted((a, b) => b.activity.requestedAt.localeCompare(a.activity.requestedAt));

/** Where the image was sent, by whom, and what became of it. */
export function ContainerHistory({ image }: { readonly image: Image }) {
  const { t } = useWords();
  const read = useRead('activity');
  const sent = sentOf(image, read.value?.activities ?? []);
  if (read.value === null)
    return <ListState read={read} onTryAgain={read.refresh} label={t('containers.history.reading')} />;
  if (sent.length === 0) return <p className="soft">{t('containers.history.none')}</p>;
  return (
    <div className="table-frame container-history">
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('containers.history.to')}</th>
            <th>{t('containers.history.state')}</th>
            <th>{t('containers.history.when')}</th>
            <th>{t('containers.history.by')}</th>
            <th>{t('containers.history.digest')}</th>
            <th>
              <span className="visually-hidden">{t('containers.history.receipt')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sent.map((one) => (
            <HistoryRow key={one.activity.id} {...one} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function HistoryRow({ activity, file }: Sent) {
  const { t, states, problemWords } = useWords();
  const registries = useRead('registries').value ?? [];
  const copy = useCopy();
  const receipt = receiptText(t, activity, registries);
  const { startedBy } = activity;
  return (
    <tr>
      <td>
        <a className="row-link" href={hrefOf('activity', activity.id)}>
          {activity.destinationName}
        </a>
        <div className="mono soft small history-path">
          <BreakablePath path={file.destinationPath} />
        </div>
      </td>
      <td>
        <StateBadge state={states.delivery[file.state]} />
        {file.problem && <div className="soft small">{problemWords(file.problem).title}</div>}
      </td>
      <td>
        <Ago at={activity.completedAt ?? activity.requestedAt} />
      </td>
      <td>{startedBy.kind === 'you' ? t('containers.history.you') : startedBy.name}</td>
      <td>
        <Digest digest={file.digest} />
      </td>
      <td>
        {file.state === 'delivered' && receipt !== null && (
          <Button
            size="small"
            onPress={() => void copy(receipt, t('activity.after.receiptToCopy'), t('activity.after.copiedReceipt'))}
          >
            {t('activity.after.copyReceipt')}
          </Button>
        )}
      </td>
    </tr>
  );
}
