import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { ImageId } from '../../../src-main/contract/ids.ts';
import type { Image } from '../../../src-main/contract/registry.ts';
import { IconButton } from '../../components/Button.tsx';
import { Checkbox, TextField } from '../../components/Fields.tsx';
import { Size } from '../../components/Values.tsx';
import { nameWithTagOf } from '../../lib/imageName.ts';
import { useWords } from '../../strings/WordsContext.tsx';

interface SendImagesProps {
  readonly images: readonly Image[];
  readonly all: readonly Image[];
  readonly chosenIds: readonly ImageId[];
  readonly onChange: (chosen: readonly ImageId[]) => void;
}

/** Longer lists say nothing more; the totals below count all. */
const shownRows = 100;
const shownMatches = 60;

/** The images of a send. Opened from an endpoint there are none yet, and they are picked here. */
export function SendImages({ images, all, chosenIds, onChange }: SendImagesProps) {
  const { t } = useWords();
  const [isPicking] = useState(chosenIds.length === 0);
  const drop = (id: ImageId) => onChange(chosenIds.filter((each) => each !== id));
  return (
    <section className="stack" aria-label={t('send.images.title')}>
      <h3>{t('send.images.title')}</h3>
      {isPicking ? (
        <ImagePicker all={all} chosenIds={chosenIds} onChange={onChange} />
      ) : (
        <ul className="send-images">
          {images.slice(0, shownRows).map((image) => (
            <li key={image.id}>
              <span className="clip" title={nameWithTagOf(image)}>
                {nameWithTagOf(image)}
              </span>
              <Size bytes={image.sizeBytes} />
              {chosenIds.length > 1 && (
                <IconButton
                  label={t('send.images.leaveOut', { name: nameWithTagOf(image) })}
                  icon={<IconX size={14} aria-hidden="true" />}
                  onPress={() => drop(image.id)}
                />
              )}
            </li>
          ))}
          {images.length > shownRows && (
            <li className="soft">{t('send.images.more', { count: images.length - shownRows })}</li>
          )}
        </ul>
      )}
    </section>
  );
}

function ImagePicker({ all, chosenIds, onChange }: Omit<SendImagesProps, 'images'>) {
  const { t } = useWords();
  const [search, setSearch] = useState('');
  const found = all.filter((image) => nameWithTagOf(image).toLowerCase().includes(search.trim().toLowerCase()));
  return (
    <>
      <TextField
        label={t('send.images.find')}
        value={search}
        onChange={setSearch}
        placeholder={t('send.images.findHint')}
      />
      <div className="send-images send-picker">
        {found.slice(0, shownMatches).map((image) => (
          <Checkbox
            key={image.id}
            label={
              <span className="filter-option">
                <span>{nameWithTagOf(image)}</span>
                <Size bytes={image.sizeBytes} />
              </span>
            }
            checked={chosenIds.includes(image.id)}
            onChange={(isOn) => onChange(isOn ? [...chosenIds, image.id] : chosenIds.filter((id) => id !== image.id))}
          />
        ))}
        {found.length > shownMatches && (
          <p className="soft small">{t('send.images.narrow', { count: found.length - shownMatches })}</p>
        )}
      </div>
    </>
  );
}
