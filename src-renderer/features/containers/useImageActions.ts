import type { Image } from '../../../src-main/contract/registry.ts';
import { problemOf } from '../../api/failure.ts';
import { imageAddress } from '../../lib/imageAddress.ts';
import { nameOf, nameWithTagOf } from '../../lib/imageName.ts';
import { useCopy } from '../../lib/useCopy.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

export interface ImageAction {
  readonly id: 'open' | 'send' | 'subscribe' | 'subscribeAll' | 'copyAddress' | 'copyPull' | 'copyDigest';
  readonly label: string;
  readonly keys?: string;
  readonly run: () => void;
}

/** What can be done with one image, the same in the row's menu, the context menu and the palette. */
export function useImageActions(): (image: Image) => readonly ImageAction[] {
  const { t, problemWords } = useWords();
  const { dialogs, route, reads, api, messages } = useStores();
  const copy = useCopy();
  const copyAloud = (text: string, what: string) => copy(text, what, t('components.copy.toast', { what, text }));
  const subscribe = ({ registryId, containerCollection, container }: Image, tag: string) => {
    dialogs.openSubscribe({ registryId, containerCollection, container, tag });
    route.go('subscriptions');
  };
  const copyPull = async (image: Image) => {
    try {
      const { pullCommands } = await api.containers.detail.query({ id: image.id });
      const [first] = pullCommands;
      if (first) await copyAloud(first.command, t('containers.actions.pullCommand'));
      else messages.succeed(t('containers.actions.noPull', { name: nameWithTagOf(image) }));
    } catch (error) {
      // The image's own page reads the same and has room to explain.
      messages.say(problemWords(problemOf(error)).title);
      route.go('containers', image.id);
    }
  };
  const addressOf = (image: Image) =>
    imageAddress(
      image,
      reads.registries.getState().value?.find(({ id }) => id === image.registryId),
    );
  return (image) => [
    { id: 'open', label: t('containers.actions.open'), keys: 'Enter', run: () => route.go('containers', image.id) },
    { id: 'send', label: t('containers.send'), run: () => dialogs.openSend([image.id]) },
    ...(image.tag === null
      ? []
      : [
          {
            id: 'subscribe',
            label: t('containers.actions.subscribe', { name: nameWithTagOf(image) }),
            run: () => subscribe(image, image.tag ?? '*'),
          } as const,
        ]),
    {
      id: 'subscribeAll',
      label: t('containers.actions.subscribeAll', { name: nameOf(image) }),
      run: () => subscribe(image, '*'),
    },
    {
      id: 'copyAddress',
      label: t('containers.actions.copyAddress'),
      keys: 'Ctrl+C',
      run: () => void copyAloud(addressOf(image), t('containers.actions.address')),
    },
    { id: 'copyPull', label: t('containers.actions.copyPull'), run: () => void copyPull(image) },
    ...(image.digest === null
      ? []
      : [
          {
            id: 'copyDigest',
            label: t('containers.actions.copyDigest'),
            run: () => void copyAloud(image.digest ?? '', t('containers.actions.digest')),
          } as const,
        ]),
  ];
}
