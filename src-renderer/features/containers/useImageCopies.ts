import type { Image } from '../../../src-main/contract/registry.ts';
import { problemOf } from '../../api/failure.ts';
import { imageAddress } from '../../lib/imageAddress.ts';
import { nameWithTagOf } from '../../lib/imageName.ts';
import { useCopy } from '../../lib/useCopy.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

/** A registry answers few such questions a day, one for each image that lies in its folder. */
export const mostPullCommands = 20;

/** Puts addresses, pull commands and digests on the clipboard: of one image, or a line for each. */
export function useImageCopies() {
  const { t, problemWords } = useWords();
  const { reads, api, messages, route } = useStores();
  const copy = useCopy();
  const copyAloud = (text: string, what: string) => copy(text, what, t('components.copy.toast', { what, text }));

  const addressOf = (image: Image) =>
    imageAddress(
      image,
      reads.registries.getState().value?.find(({ id }) => id === image.registryId),
    );
  const commandOf = async ({ id }: Image): Promise<string | null> =>
    (await api.containers.detail.query({ id })).pullCommands[0]?.command ?? null;

  async function pullCommand(image: Image): Promise<void> {
    try {
      const command = await commandOf(image);
      if (command !== null) await copyAloud(command, t('containers.actions.pullCommand'));
      else messages.succeed(t('containers.actions.noPull', { name: nameWithTagOf(image) }));
    } catch (error) {
      // The image's own page reads the same and has room to explain.
      messages.say(problemWords(problemOf(error)).title);
      route.go('containers', image.id);
    }
  }

  async function pullCommands(images: readonly Image[]): Promise<void> {
    const answers = await Promise.allSettled(images.slice(0, mostPullCommands).map(commandOf));
    const commands = answers.flatMap((one) => (one.status === 'fulfilled' && one.value !== null ? [one.value] : []));
    const failed = answers.find((one) => one.status === 'rejected');
    if (commands.length === 0) {
      messages.fail(failed ? problemWords(problemOf(failed.reason)).title : t('containers.actions.noPulls'));
      return;
    }
    const [count, missing] = [commands.length, images.length - commands.length];
    const said =
      missing === 0
        ? t('containers.actions.copiedPulls', { count })
        : t('containers.actions.copiedSomePulls', { count, missing });
    await copy(commands.join('\n'), t('containers.actions.pullCommands'), said);
  }

  return {
    addresses: (images: readonly Image[]): void => {
      const [first] = images;
      if (!first) return;
      const text = images.map(addressOf).join('\n');
      if (images.length === 1) void copyAloud(text, t('containers.actions.address'));
      else
        void copy(
          text,
          t('containers.actions.addresses'),
          t('containers.actions.copiedAddresses', { count: images.length }),
        );
    },
    pullCommands: (images: readonly Image[]): void => {
      const [first] = images;
      if (first) void (images.length === 1 ? pullCommand(first) : pullCommands(images));
    },
    digest: (digest: string): void => void copyAloud(digest, t('containers.actions.digest')),
  };
}
