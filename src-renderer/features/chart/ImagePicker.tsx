import { IconChevronDown, IconX } from '@tabler/icons-react';
import { type RefObject, useMemo, useState } from 'react';
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { Trans } from 'react-i18next';
import type { Image } from '../../../src-main/contract/registry.ts';
import { nameWithTagOf } from '../../lib/imageName.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import { dragImage } from './imageDrag.ts';

interface ImagePickerProps {
  readonly images: readonly Image[];
  readonly chosen: readonly Image[];
  readonly onChange: (chosen: readonly Image[]) => void;
  /** The endpoint a send waits for, when none was chosen before. */
  readonly waitingFor: string | null;
  readonly inputRef: RefObject<HTMLInputElement | null>;
}

/** A list of ten thousand names helps nobody; typing finds the rest. */
const listedAtOnce = 40;

/** The list closes with a choice; the focus goes on to what was chosen, where it can be taken back. */
const focusOnce = (button: HTMLButtonElement | null): void => button?.focus();

/** What a send arrow sends. Chosen images also colour the chart: amber where they are missing. */
export function ImagePicker({ images, chosen, onChange, waitingFor, inputRef }: ImagePickerProps) {
  const { t, format } = useWords();
  const [text, setText] = useState('');
  const [fresh, setFresh] = useState<string | null>(null);
  const listed = useMemo(() => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const taken = new Set(chosen.map(({ id }) => id));
    const fits = (image: Image): boolean => {
      const name = nameWithTagOf(image).toLowerCase();
      return !taken.has(image.id) && words.every((word) => name.includes(word));
    };
    return images.filter(fits).slice(0, listedAtOnce);
  }, [images, chosen, text]);

  const choose = (id: string | number | null): void => {
    const image = images.find((candidate) => candidate.id === id);
    setText('');
    if (!image) return;
    onChange([...chosen, image]);
    setFresh(image.id);
  };

  return (
    <section className="chart-picker" aria-label={t('chart.picker.label')}>
      <ComboBox
        // Made anew after each choice: with an emptied field it would open its list again, over the chart.
        key={chosen.length}
        className="chart-combo"
        menuTrigger="focus"
        allowsEmptyCollection
        items={listed}
        inputValue={text}
        onInputChange={setText}
        selectedKey={null}
        onSelectionChange={choose}
      >
        <Label>{t('chart.picker.label')}</Label>
        <div className="chart-picker-field">
          <Input
            ref={inputRef}
            className="input"
            placeholder={t(chosen.length === 0 ? 'chart.picker.any' : 'chart.picker.another')}
          />
          <Button className="chart-picker-open" aria-label={t('chart.picker.open')}>
            <IconChevronDown size={15} aria-hidden="true" />
          </Button>
        </div>
        <Popover className="popover chart-picker-list" offset={4} maxHeight={330}>
          <ListBox<Image>
            className="menu"
            renderEmptyState={() => <p className="soft small">{t('chart.picker.noMatch')}</p>}
          >
            {(image) => (
              <ListBoxItem id={image.id} textValue={nameWithTagOf(image)} className="menu-item">
                <span className="clip">{nameWithTagOf(image)}</span>
                <span className="soft small num push">{format.size(image.sizeBytes)}</span>
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      {waitingFor !== null && (
        <p className="chart-picker-hint" role="status">
          <Trans t={t} i18nKey="chart.picker.chooseFor" components={{ b: <strong />, name: <bdi>{waitingFor}</bdi> }} />
        </p>
      )}
      {chosen.length > 0 && (
        <ul className="chart-chosen" aria-label={t('chart.picker.chosen')}>
          {chosen.map((image) => (
            <li key={image.id} draggable onDragStart={(event) => dragImage(event, image.id)}>
              <span className="clip" title={t('chart.picker.drag', { name: nameWithTagOf(image) })}>
                {nameWithTagOf(image)}
              </span>
              <button
                type="button"
                aria-label={t('chart.picker.leaveOut', { name: nameWithTagOf(image) })}
                ref={image.id === fresh ? focusOnce : null}
                onClick={() => onChange(chosen.filter(({ id }) => id !== image.id))}
              >
                <IconX size={13} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
