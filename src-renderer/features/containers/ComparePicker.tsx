import { IconChevronDown } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import type { ImageId } from '../../../src-main/contract/ids.ts';
import type { Image } from '../../../src-main/contract/registry.ts';
import { nameWithTagOf } from '../../lib/imageName.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import { compareChoices } from './compareChoices.ts';

interface ComparePickerProps {
  readonly label: string;
  readonly images: readonly Image[];
  readonly chosen: Image | null;
  /** The image on the other side. */
  readonly beside: Image | null;
  /** Opens at once: nothing else can be done here. */
  readonly isWanted: boolean;
  readonly onChoose: (id: ImageId) => void;
}

/** Which image stands on one side. What is typed and not chosen is forgotten. */
export function ComparePicker({ label, images, chosen, beside, isWanted, onChoose }: ComparePickerProps) {
  const { t, format } = useWords();
  const own = chosen === null ? '' : nameWithTagOf(chosen);
  const [text, setText] = useState(own);
  const listed = useMemo(() => compareChoices(images, beside, text === own ? '' : text), [images, beside, text, own]);
  return (
    <ComboBox
      className="compare-picker"
      menuTrigger="focus"
      allowsEmptyCollection
      items={listed}
      inputValue={text}
      onInputChange={setText}
      selectedKey={chosen?.id ?? null}
      onSelectionChange={(key) => {
        const image = listed.find(({ id }) => id === key);
        if (image && image.id !== chosen?.id) onChoose(image.id);
        else setText(own);
      }}
      onBlur={() => setText(own)}
      autoFocus={isWanted}
    >
      <Label>{label}</Label>
      <div className="compare-field">
        <Input className="input" placeholder={t('containers.compare.choose')} />
        <Button aria-label={t('containers.compare.list')}>
          <IconChevronDown size={15} aria-hidden="true" />
        </Button>
      </div>
      <Popover className="popover compare-list" offset={4} maxHeight={330}>
        <ListBox<Image>
          className="menu"
          renderEmptyState={() => <p className="soft small compare-none">{t('containers.compare.noMatch')}</p>}
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
  );
}
