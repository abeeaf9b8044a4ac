import type { Registry } from '../../../src-main/contract/registry.ts';
import type { Activity, ActivityImage } from '../../../src-main/contract/transfer.ts';
import type { Translate } from '../../strings/types.ts';

const hasArrived = ({ state }: ActivityImage): boolean => state === 'delivered';

export const arrivedImages = ({ images }: Activity): readonly ActivityImage[] => images.filter(hasArrived);

/** `https://containers.lab.edu/lab/torch:2.4`: whose registry, which image. */
const addressOf = (name: string, registryUrl: string | undefined): string =>
  registryUrl === undefined ? name : `${registryUrl.replace(/\/$/, '')}/${name}`;

/** null: nothing has arrived, so there is nothing to attest. */
export function receiptText(t: Translate, activity: Activity, registries: readonly Registry[]): string | null {
  const arrived = arrivedImages(activity);
  if (arrived.length === 0) return null;
  const registryUrl = registries.find(({ id }) => arrived[0]?.imageId.startsWith(`${id}/`))?.url;
  const notKnown = t('activity.receipt.notKnown');
  const head = [
    [t('activity.receipt.endpoint'), `${activity.destinationName} (${activity.destinationEndpointId})`],
    [t('activity.receipt.task'), activity.taskId ?? notKnown],
    [t('activity.receipt.date'), activity.completedAt ?? notKnown],
  ] as const;
  const images = arrived.map(({ name, digest, sizeBytes, destinationPath }) =>
    lines([
      [t('activity.receipt.image'), addressOf(name, registryUrl)],
      [t('activity.receipt.digest'), digest ?? notKnown],
      [t('activity.receipt.size'), sizeBytes === null ? notKnown : t('activity.receipt.bytes', { bytes: sizeBytes })],
      [t('activity.receipt.path'), destinationPath],
    ]),
  );
  return `${[lines(head), ...images].join('\n\n')}\n`;
}

const labelWidth = 13;

const lines = (facts: readonly (readonly [label: string, value: string])[]): string =>
  facts.map(([label, value]) => `${`${label}:`.padEnd(labelWidth)}${value}`).join('\n');
