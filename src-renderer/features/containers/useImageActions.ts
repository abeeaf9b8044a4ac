import { containerPin } from '../../../src-main/contract/pins.ts';
import type { Image } from '../../../src-main/contract/registry.ts';
import { problemOf } from '../../api/failure.ts';
import { nameOf, nameWithTagOf } from '../../lib/imageName.ts';
import { openPage, opensOutside } from '../../lib/openPage.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import type { Stores } from '../../stores/stores.ts';
import type { Words } from '../../strings/createWords.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import { compareId } from './comparePlace.ts';
import { useImageCopies } from './useImageCopies.ts';
import { usePins } from './usePins.ts';

export interface ImageAction {
  readonly id:
    | 'open'
    | 'send'
    | 'subscribe'
    | 'subscribeAll'
    | 'copyAddress'
    | 'copyPull'
    | 'copyDigest'
    | 'compare'
    | 'pin'
    | 'pinAll'
    | 'browser';
  readonly label: string;
  readonly keys?: string;
  /** A line in the menu stands above it. */
  readonly startsGroup?: true;
  readonly run: () => void;
}

/** The registry's own page of an image, where it has one. */
async function openInBrowser({ t, problemWords }: Words, { api, messages, reads }: Stores, image: Image) {
  try {
    const { url } = await api.containers.page.query({ id: image.id });
    const isDesktop = reads.status.getState().value?.form === 'desktop';
    if (url === null) messages.fail(t('containers.actions.noPage', { name: nameWithTagOf(image) }));
    else if (isDesktop && !opensOutside(url)) messages.fail(t('containers.actions.notOpened', { url }));
    else openPage(url);
  } catch (error) {
    messages.fail(problemWords(problemOf(error)).title);
  }
}

/** What can be done with one image, the same in the row's menu, the context menu and the palette. */
export function useImageActions(): (image: Image) => readonly ImageAction[] {
  const words = useWords();
  const { t } = words;
  const stores = useStores();
  const { dialogs, route, reads } = stores;
  const copies = useImageCopies();
  const pins = usePins();
  const subscribe =
    ({ registryId, containerCollection, container }: Image, tag: string) =>
    () => {
      dialogs.openSubscribe({ registryId, containerCollection, container, tag });
      route.go('subscriptions');
    };
  const pin = (id: 'pin' | 'pinAll', what: string, name: string): ImageAction => ({
    id,
    label: t(pins.has(what) ? `containers.pins.${id}Off` : `containers.pins.${id}On`, { name }),
    run: () => void pins.toggle(what, name),
  });
  /** Which kinds of registry have a page for each image. */
  const hasPage = (image: Image): boolean =>
    reads.registries.getState().value?.find(({ id }) => id === image.registryId)?.kind === 'sregistry';

  return (image) => {
    const [name, fullName] = [nameOf(image), nameWithTagOf(image)];
    const { tag, digest } = image;
    const actions: readonly (ImageAction | null)[] = [
      { id: 'open', label: t('containers.actions.open'), keys: 'Enter', run: () => route.go('containers', image.id) },
      { id: 'send', label: t('containers.send'), run: () => dialogs.openSend([image.id]) },
      tag === null
        ? null
        : {
            id: 'subscribe',
            label: t('containers.actions.subscribe', { name: fullName }),
            run: subscribe(image, tag),
          },
      {
        id: 'subscribeAll',
        label: t('containers.actions.subscribeAll', { name }),
        run: subscribe(image, '*'),
      },
      {
        id: 'copyAddress',
        label: t('containers.actions.copyAddress'),
        keys: 'Ctrl+C',
        startsGroup: true,
        run: () => copies.addresses([image]),
      },
      { id: 'copyPull', label: t('containers.actions.copyPull'), run: () => copies.pullCommands([image]) },
      digest === null
        ? null
        : { id: 'copyDigest', label: t('containers.actions.copyDigest'), run: () => copies.digest(digest) },
      {
        id: 'compare',
        label: t('containers.compare.with'),
        startsGroup: true,
        run: () => route.go('containers', compareId(image.id, null)),
      },
      pin('pin', image.id, fullName),
      pin('pinAll', containerPin(image), name),
      hasPage(image)
        ? {
            id: 'browser',
            label: t('containers.actions.browser'),
            run: () => void openInBrowser(words, stores, image),
          }
        : null,
    ];
    return actions.flatMap((action) => action ?? []);
  };
}
