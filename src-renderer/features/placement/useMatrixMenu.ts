import { useCallback, useState } from 'react';
import type { Image } from '../../../src-main/contract/registry.ts';
import type { ContextMenuEntry } from '../../components/ContextMenu.tsx';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { type EndpointColumn, imagesInState, type PlacementIndex } from './placementIndex.ts';

type Spot = { readonly x: number; readonly y: number };

/** More than this in one send is refused by the app. */
const mostAtOnce = 10_000;

/** What can be done for a whole column. */
export function useMatrixMenu(images: readonly Image[], index: PlacementIndex) {
  const { dialogs, route } = useStores();
  const { t } = useWords();
  const [menu, setMenu] = useState<{ readonly column: EndpointColumn; readonly at: Spot } | null>(null);

  function entriesOf({ endpoint }: EndpointColumn): readonly ContextMenuEntry[] {
    const older = imagesInState(images, endpoint.id, index, ['older']);
    const missing = imagesInState(images, endpoint.id, index, ['older', 'notThere', 'notKnown']);
    const send = (ids: typeof older) => () => dialogs.openSend(ids.slice(0, mostAtOnce), [endpoint.id]);
    const subscribe = () => {
      dialogs.openSubscribe({}, [endpoint.id]);
      route.go('subscriptions');
    };
    return [
      ...(older.length > 0
        ? [{ id: 'older', label: t('placement.menu.bringUpToDate', { count: older.length }), run: send(older) }]
        : []),
      ...(missing.length > older.length
        ? [{ id: 'all', label: t('placement.menu.sendAll', { count: missing.length }), run: send(missing) }]
        : []),
      { id: 'subscribe', label: t('placement.menu.subscribe'), run: subscribe },
      { id: 'chart', label: t('placement.menu.showOnChart'), run: () => route.go('chart', endpoint.id) },
    ];
  }
  return {
    menu,
    entries: menu ? entriesOf(menu.column) : [],
    open: useCallback((column: EndpointColumn, at: Spot) => setMenu({ column, at }), []),
    close: () => setMenu(null),
  };
}
