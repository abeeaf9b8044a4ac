import type { Image } from '../../../src-main/contract/registry.ts';
import { problemOf } from '../../api/failure.ts';
import { imageAddress } from '../../lib/imageAddress.ts';
import { nameOf, nameWithTagOf } from '../../lib/imageName.ts';
import { useCopy } from '../../lib/useCopy.ts';
import { useStores } from '../../stores/StoresContext.tsx';

export interface ImageAction {
  readonly id: 'open' | 'send' | 'subscribe' | 'subscribeAll' | 'copyAddress' | 'copyPull' | 'copyDigest';
  readonly label: string;
  readonly keys?: string;
  readonly run: () => void;
}

/** What can be done with one image, the same in the row's menu, the context menu and the palette. */
export function useImageActions(): (image: Image) => readonly ImageAction[] {
  const { dialogs, route, reads, api, messages } = useStores();
  const copy = useCopy();
  const copyAloud = (text: string, what: string) => copy(text, what, `Copied ${what}: ${text}`);
  const subscribe = ({ registryId, containerCollection, container }: Image, tag: string) => {
    dialogs.openSubscribe({ registryId, containerCollection, container, tag });
    route.go('subscriptions');
  };
  const copyPull = async (image: Image) => {
    try {
      const { pullCommands } = await api.containers.detail.query({ id: image.id });
      const [first] = pullCommands;
      if (first) await copyAloud(first.command, 'the pull command');
      else messages.succeed(`The registry offers no pull command for ${nameWithTagOf(image)}`);
    } catch (error) {
      // The image's own page reads the same and has room to explain.
      messages.say(problemOf(error).code);
      route.go('containers', image.id);
    }
  };
  const addressOf = (image: Image) =>
    imageAddress(
      image,
      reads.registries.getState().value?.find(({ id }) => id === image.registryId),
    );
  return (image) => [
    { id: 'open', label: 'Open', keys: 'Enter', run: () => route.go('containers', image.id) },
    { id: 'send', label: 'Send…', run: () => dialogs.openSend([image.id]) },
    ...(image.tag === null
      ? []
      : [
          {
            id: 'subscribe',
            label: `Subscribe to ${nameWithTagOf(image)}…`,
            run: () => subscribe(image, image.tag ?? '*'),
          } as const,
        ]),
    { id: 'subscribeAll', label: `Subscribe to all tags of ${nameOf(image)}…`, run: () => subscribe(image, '*') },
    {
      id: 'copyAddress',
      label: 'Copy the image’s address',
      keys: 'Ctrl+C',
      run: () => void copyAloud(addressOf(image), 'the address'),
    },
    { id: 'copyPull', label: 'Copy the pull command', run: () => void copyPull(image) },
    ...(image.digest === null
      ? []
      : [
          {
            id: 'copyDigest',
            label: 'Copy the digest',
            run: () => void copyAloud(image.digest ?? '', 'the digest'),
          } as const,
        ]),
  ];
}
