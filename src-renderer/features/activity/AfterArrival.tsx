import { IconReceipt } from '@tabler/icons-react';
import { useState } from 'react';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { Button } from '../../components/Button.tsx';
import { SelectField } from '../../components/Fields.tsx';
import { RunLines } from '../../components/RunLines.tsx';
import { useCopy } from '../../lib/useCopy.ts';
import { useRead } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { arrivedImages, receiptText } from './receipt.ts';

/** What one does next with images that have arrived: run them there, and cite them. */
export function AfterArrival({ activity }: { readonly activity: Activity }) {
  const registries = useRead('registries').value ?? [];
  const { t } = useWords();
  const copy = useCopy();
  const arrived = arrivedImages(activity);
  const [chosen, setChosen] = useState(arrived[0]?.imageId);
  const image = arrived.find(({ imageId }) => imageId === chosen) ?? arrived[0];
  const receipt = receiptText(t, activity, registries);
  if (image === undefined || receipt === null) return null;
  return (
    <section className="activity-block activity-after">
      <div className="row row-wrap">
        <h2>{t('activity.after.runAt', { name: activity.destinationName })}</h2>
        {arrived.length > 1 && (
          <SelectField
            label={t('activity.after.imageToRun')}
            hideLabel
            value={image.imageId}
            options={arrived.map(({ imageId, name }) => ({ value: imageId, label: name }))}
            onChange={setChosen}
          />
        )}
        <span className="push" />
        <Button
          size="small"
          icon={<IconReceipt size={15} aria-hidden="true" />}
          onPress={() => void copy(receipt, t('activity.after.receiptToCopy'), t('activity.after.copiedReceipt'))}
        >
          {t('activity.after.copyReceipt')}
        </Button>
      </div>
      <RunLines path={image.destinationPath} name={image.name} />
    </section>
  );
}
