import { IconReceipt } from '@tabler/icons-react';
import { useState } from 'react';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { Button } from '../../components/Button.tsx';
import { SelectField } from '../../components/Fields.tsx';
import { RunLines } from '../../components/RunLines.tsx';
import { useCopy } from '../../lib/useCopy.ts';
import { useRead } from '../../stores/StoresContext.tsx';
import { arrivedImages, receiptText } from './receipt.ts';

/** What one does next with images that have arrived: run them there, and cite them. */
export function AfterArrival({ activity }: { readonly activity: Activity }) {
  const registries = useRead('registries').value ?? [];
  const copy = useCopy();
  const arrived = arrivedImages(activity);
  const [chosen, setChosen] = useState(arrived[0]?.imageId);
  const image = arrived.find(({ imageId }) => imageId === chosen) ?? arrived[0];
  const receipt = receiptText(activity, registries);
  if (image === undefined || receipt === null) return null;
  return (
    <section className="activity-block activity-after">
      <div className="row row-wrap">
        <h2>{`Run it at ${activity.destinationName}`}</h2>
        {arrived.length > 1 && (
          <SelectField
            label="Image to run"
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
          onPress={() => void copy(receipt, 'the receipt', 'Copied the receipt')}
        >
          Copy receipt
        </Button>
      </div>
      <RunLines path={image.destinationPath} name={image.name} />
    </section>
  );
}
