import { type Command, InvalidArgumentError, Option } from 'commander';
import { formatCount, formatSize } from '../../../contract/format.ts';
import { type NamingProfile, namingProfileSchema } from '../../../contract/naming.ts';
import { isDayHours } from '../../../contract/settingTexts.ts';
import { type CreateSubscription, createSubscriptionSchema } from '../../../contract/subscription.ts';
import type { SendPreview, SkippedImage } from '../../../contract/transfer.ts';
import { parseSize } from '../arguments.ts';
import type { Answer } from '../command.ts';
import type { Portolan } from '../connect.ts';
import { UsageError } from '../failure.ts';
import { findEndpoints, findRegistry } from '../find.ts';
import { table } from '../output.ts';
import { copiesTable, nameOfId } from '../words.ts';

export interface AddOptions {
  readonly to: readonly string[];
  readonly registry?: string;
  readonly name?: string;
  readonly folder?: string;
  readonly naming?: NamingProfile;
  readonly arch?: string;
  readonly maxSize?: number;
  readonly newOnly?: boolean;
  readonly signed?: boolean;
  readonly hours?: string;
  readonly keepLast?: number;
  readonly webhook?: string;
  readonly notify?: boolean;
}

const skipReasons: Readonly<Record<SkippedImage['reason'], string>> = {
  architecture: 'for another architecture',
  tooLarge: 'too large',
  sizeNotKnown: 'its size is not known',
  existedBefore: 'it existed before the subscription',
  newerOnesKept: 'newer images of it are kept',
  notSigned: 'no signature of it was checked',
};

function parseKeep(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 1000) throw new InvalidArgumentError('1 to 1000.');
  return count;
}

function parseHours(text: string): string {
  if (!isDayHours(text)) throw new InvalidArgumentError('Two times of day, as in 20:00-07:00.');
  return text;
}

/** `collection/container:tag`, each part a glob; what is missing is `*`. */
export function patternOf(text: string) {
  const [, containerCollection, container, tag] = /^([^/:@]*)(?:\/([^/:@]*))?(?::([^/:@]*))?$/.exec(text) ?? [];
  if (containerCollection === undefined)
    throw new UsageError(
      `"${text}" is no pattern of images`,
      'COLLECTION/NAME:TAG is wanted, for instance lab/torch:*.',
    );
  return { containerCollection: containerCollection || '*', container: container || '*', tag: tag || '*' };
}

export async function requestOf(portolan: Portolan, pattern: string, options: AddOptions): Promise<CreateSubscription> {
  const source = patternOf(pattern);
  const registry = await findRegistry(portolan, options.registry);
  const endpoints = await findEndpoints(portolan, options.to);
  const place = { folder: options.folder ?? null, namingProfile: options.naming ?? null };
  return createSubscriptionSchema.parse({
    name: options.name ?? `${pattern} to ${endpoints.map(({ name }) => name).join(', ')}`.slice(0, 120),
    source: { registryId: registry.id, ...source },
    conditions: {
      architecture: options.arch ?? null,
      maxSizeBytes: options.maxSize ?? null,
      includesExisting: options.newOnly !== true,
      ...(options.signed === true && { signedOnly: true }),
      ...(options.hours !== undefined && { hours: options.hours }),
    },
    destinations: endpoints.map(({ id }) => ({ endpointId: id, ...place })),
    after: {
      keepLast: options.keepLast ?? null,
      notify: options.notify !== false,
      webhookUrl: options.webhook ?? null,
    },
  });
}

export const withSource = (command: Command): Command =>
  command
    .argument('<pattern>', "COLLECTION/NAME:TAG, each may hold * and ?; '*' is everything")
    .requiredOption('--to <endpoint...>', 'endpoints, by name or id')
    .option('--registry <registry>', 'by name, address or id; needed when there are several')
    .option('--name <name>', 'how the subscription is called')
    .option('--folder <path>', 'folder at the endpoints')
    .addOption(new Option('--naming <profile>', 'how copies are called').choices(namingProfileSchema.options))
    .option('--arch <architecture>', 'only images for it, for instance amd64')
    .option('--max-size <size>', 'only images of at most this size, for instance 20GB', parseSize)
    .option('--new-only', 'leave out images that exist already')
    .option('--signed', 'only images whose signature was checked')
    .option('--hours <hours>', 'handed to Globus only then, for instance 20:00-07:00', parseHours)
    .option('--keep-last <count>', 'of each container only so many images are kept at the endpoints', parseKeep)
    .option('--webhook <url>', 'called after each batch, with a signed body')
    .option('--no-notify', 'arrivals without a word');

export const previewHelp =
  '{"copies":[{imageId,endpointId,sizeBytes,destinationPath,outcome,problem}],"totalBytes","room":[{endpointId,images,bytes}],"skipped":[{imageId,reason}],"needsConfirmation"}';

/** What would be copied where, what is left out and why, and the room that it takes. */
export async function previewAnswer(portolan: Portolan, preview: SendPreview): Promise<Answer> {
  const { endpoints } = await portolan.endpoints.list.query({ refresh: false });
  const nameOf = (wanted: string) => endpoints.find(({ id }) => id === wanted)?.name ?? wanted;
  const words = (): string => {
    const sends = preview.copies.filter(({ outcome }) => outcome === 'send').length;
    const skipped = preview.skipped.map(({ imageId, reason }) => [nameOfId(imageId), skipReasons[reason]]);
    const room = preview.room.map(
      ({ endpointId, images, bytes }) =>
        `${nameOf(endpointId)} needs ${formatSize(bytes)} for ${formatCount(images, 'image')}.`,
    );
    return [
      copiesTable(preview.copies, endpoints),
      ...(skipped.length > 0 ? [table(['LEFT OUT', 'WHY'], skipped)] : []),
      ...room,
      `${formatCount(sends, 'copy', 'copies')} to send, ${formatSize(preview.totalBytes)}`,
    ].join('\n');
  };
  return { json: preview, words };
}
