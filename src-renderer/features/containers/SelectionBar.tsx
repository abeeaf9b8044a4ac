import { IconArrowsDiff, IconChevronUp, IconCopy, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Image } from '../../../src-main/contract/registry.ts';
import { Button, IconButton } from '../../components/Button.tsx';
import { MenuButton } from '../../components/MenuButton.tsx';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { compareId } from './comparePlace.ts';
import { type ContainerRow, subscriptionSourceFor, totalBytesOf } from './containerRows.ts';
import { mostlyAt } from './selectionFacts.ts';
import { mostPullCommands, useImageCopies } from './useImageCopies.ts';

interface SelectionBarProps {
  readonly rows: readonly ContainerRow[];
  /** So many of them are not among the rows that are shown. */
  readonly hiddenCount: number;
  readonly onSend: () => void;
}

/** What is selected, and what can be done with it. A filter hides rows; it does not let go of them. */
export function SelectionBar({ rows, hiddenCount, onSend }: SelectionBarProps) {
  const { t, format } = useWords();
  const { containerView, dialogs, route } = useStores();
  const images = useMemo(() => rows.map((row) => row.image), [rows]);
  const [one, other] = images;
  const subscribe = () => {
    dialogs.openSubscribe(subscriptionSourceFor(images));
    route.go('subscriptions');
  };
  return (
    <section className="selection-bar" aria-label={t('containers.selection.label')}>
      <IconButton
        label={t('containers.selection.clear')}
        shortcut="Esc"
        icon={<IconX size={16} aria-hidden="true" />}
        onPress={containerView.clearSelection}
      />
      <div className="selection-words">
        <strong className="num">
          {t('containers.selection.summary', { count: rows.length, size: format.size(totalBytesOf(images)) })}
        </strong>
        {hiddenCount > 0 && (
          <span className="selection-hidden">
            {t('containers.selection.hidden', { count: hiddenCount })}
            <Button variant="link" size="small" onPress={containerView.clearFilters}>
              {t('containers.selection.showHidden')}
            </Button>
          </span>
        )}
        <AlreadyThere rows={rows} />
      </div>
      <div className="selection-deeds">
        {images.length === 2 && one && other && (
          <Button
            icon={<IconArrowsDiff size={15} aria-hidden="true" />}
            onPress={() => route.go('containers', compareId(one.id, other.id))}
          >
            {t('containers.compare.button')}
          </Button>
        )}
        <CopyMenu images={images} />
        <Button onPress={subscribe}>{t('containers.subscribe')}</Button>
        <Button variant="primary" onPress={onSend}>
          {t('containers.send')}
        </Button>
      </div>
    </section>
  );
}

function CopyMenu({ images }: { readonly images: readonly Image[] }) {
  const { t } = useWords();
  const copies = useImageCopies();
  const count = images.length;
  const addresses = t('containers.selection.copyAddresses', { count });
  const isTooMany = count > mostPullCommands;
  const commands = isTooMany
    ? t('containers.selection.tooManyPulls', { count: mostPullCommands })
    : t('containers.selection.copyPulls', { count });
  return (
    <MenuButton
      label={t('containers.selection.copy')}
      trigger={
        <Button icon={<IconCopy size={15} aria-hidden="true" />}>
          {t('containers.selection.copy')}
          <IconChevronUp size={14} aria-hidden="true" />
        </Button>
      }
      entries={[
        { id: 'addresses', label: addresses, textValue: addresses, onSelect: () => copies.addresses(images) },
        {
          id: 'commands',
          label: commands,
          textValue: commands,
          isDisabled: isTooMany,
          onSelect: () => copies.pullCommands(images),
        },
      ]}
    />
  );
}

/** More would push the buttons away; the tooltip has them all. */
const namedAtOnce = 2;

function AlreadyThere({ rows }: { readonly rows: readonly ContainerRow[] }) {
  const { t } = useWords();
  const endpoints = useRead('endpoints').value?.endpoints;
  const there = useMemo(() => {
    const names = new Map(endpoints?.map(({ id, name }) => [id, name]));
    return mostlyAt(rows).flatMap(({ endpointId, count }) => {
      const name = names.get(endpointId);
      return name === undefined ? [] : [{ name, count }];
    });
  }, [rows, endpoints]);
  if (there.length === 0) return null;
  const words = there.map(({ name, count }) => {
    if (rows.length === 1) return t('containers.selection.oneAt', { name });
    if (count === rows.length) return t('containers.selection.allAt', { name });
    return t('containers.selection.already', { count, name });
  });
  const others = there.length - namedAtOnce;
  return (
    <span className="selection-there" title={words.join('\n')}>
      {words.slice(0, namedAtOnce).map((each) => (
        <span key={each} className="clip">
          {each}
        </span>
      ))}
      {others > 0 && <span>{t('containers.selection.moreAt', { count: others })}</span>}
    </span>
  );
}
