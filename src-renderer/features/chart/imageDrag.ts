import type { DragEvent } from 'react';
import type { ImageId } from '../../../src-main/contract/ids.ts';

/** Only what was taken up in this app: text or files from elsewhere are no images. */
const kind = 'application/x-portolan-image';

export function dragImage({ dataTransfer }: DragEvent, id: ImageId): void {
  dataTransfer.setData(kind, id);
  dataTransfer.effectAllowed = 'copy';
}

/** Whether an image is dragged here; what it is can be read only when it is let go. */
export const isImageDrag = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes(kind);

export const droppedImage = ({ dataTransfer }: DragEvent): ImageId => dataTransfer.getData(kind) as ImageId;
