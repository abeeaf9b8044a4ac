import { AppError } from '../contract/errors.ts';
import type { NeededRoom, SendPreview, SkippedImage } from '../contract/transfer.ts';
import type { PlannedWant } from '../domain/syncPlan.ts';

const bytesOf = (copies: readonly PlannedWant[]): number =>
  copies.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);

/** What a plan would do: each copy, the room that endpoints must have, and whether a person is asked first. */
export function previewOf(
  planned: readonly PlannedWant[],
  {
    confirmAboveBytes,
    skipped = [],
  }: { readonly confirmAboveBytes: number; readonly skipped?: readonly SkippedImage[] },
): SendPreview {
  const sending = planned.filter(({ outcome }) => outcome === 'send');
  const byEndpoint = [...Map.groupBy(sending, ({ endpointId }) => endpointId)];
  const totalBytes = bytesOf(sending);
  return {
    copies: planned.map(({ want: _want, ...copy }) => copy),
    totalBytes,
    room: byEndpoint.map(
      ([endpointId, copies]): NeededRoom => ({ endpointId, images: copies.length, bytes: bytesOf(copies) }),
    ),
    skipped,
    needsConfirmation: totalBytes > confirmAboveBytes,
  };
}

/** @throws AppError `transfer.needsConfirmation` for more than the limit that nobody has said yes to. */
export function needConfirmation(
  planned: readonly PlannedWant[],
  { confirmAboveBytes, confirmed }: { readonly confirmAboveBytes: number; readonly confirmed: boolean | undefined },
): void {
  const { needsConfirmation, totalBytes, copies } = previewOf(planned, { confirmAboveBytes });
  if (!needsConfirmation || confirmed === true) return;
  const sending = copies.filter(({ outcome }) => outcome === 'send').length;
  throw new AppError('transfer.needsConfirmation', { facts: { totalBytes, confirmAboveBytes, copies: sending } });
}
