import { useMemo } from 'react';
import type { Endpoint } from '../../../src-main/contract/endpoint.ts';
import type { Image } from '../../../src-main/contract/registry.ts';
import { endpointStates } from '../../../src-main/contract/states.ts';
import { nameWithTagOf } from '../../lib/imageName.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import type { Stores } from '../../stores/stores.ts';
import { type ImageAction, useImageActions } from '../containers/useImageActions.ts';
import { navigation } from '../shell/navigation.ts';
import { shortcuts } from '../shell/shortcuts.ts';
import type { Command } from './findCommands.ts';

const noEndpoints: readonly Endpoint[] = [];
const noImages: readonly Image[] = [];

const settingsSections = [
  ['registries', 'Registries'],
  ['globus', 'Globus'],
  ['endpoints', 'Endpoints'],
  ['transfers', 'Transfers'],
  ['security', 'Security'],
  ['lab', 'Practice lab'],
] as const;

function pageCommands({ route }: Stores): readonly Command[] {
  const pages = navigation.map(
    ({ page, word }, index): Command => ({
      id: `page ${page}`,
      group: 'Pages',
      label: word,
      keys: `Ctrl+${index + 1}`,
      run: () => route.go(page),
    }),
  );
  const sections = settingsSections.map(
    ([id, word]): Command => ({
      id: `settings ${id}`,
      group: 'Pages',
      label: `Settings: ${word}`,
      run: () => route.go('settings', id),
    }),
  );
  return [...pages, ...sections];
}

function actionCommands({ route, dialogs, containerView, reads, api }: Stores): readonly Command[] {
  const action = (id: string, label: string, run: () => void, keys?: string): Command => ({
    id: `action ${id}`,
    group: 'Actions',
    label,
    run,
    ...(keys !== undefined && { keys }),
  });
  const setTheme = (theme: 'light' | 'dark' | 'system') => () =>
    void api.settings.update.mutate({ theme }).then(
      (settings) => reads.settings.put(settings),
      () => route.go('settings'),
    );
  const newSubscription = () => {
    dialogs.openSubscribe({});
    route.go('subscriptions');
  };
  const whereIsIt = () => {
    containerView.change({ layout: 'where' });
    route.go('containers');
  };
  return [
    action('send', 'Send images…', () => dialogs.openSend([])),
    action('subscribe', 'New subscription…', newSubscription, shortcuts.newSubscription[0]),
    action('where', 'Where is it? Every image at every endpoint', whereIsIt),
    action(
      'refresh containers',
      'Read the list of images again',
      () => void reads.containers.read({ fromSource: true }),
    ),
    action('refresh endpoints', 'Look for endpoints again', () => void reads.endpoints.read({ fromSource: true })),
    action('connect registry', 'Connect a registry…', () => route.go('settings', 'registries')),
    action('sign in', 'Sign in to Globus…', () => route.go('settings', 'globus')),
    action('light', 'Theme: chart (light)', setTheme('light')),
    action('dark', 'Theme: night (dark)', setTheme('dark')),
    action('system theme', 'Theme: as this computer', setTheme('system')),
    action('shortcuts', 'Keyboard shortcuts', () => dialogs.showShortcuts(true), shortcuts.sheet[0]),
  ];
}

const verbs: Readonly<Record<string, readonly ImageAction['id'][]>> = {
  send: ['send'],
  subscribe: ['subscribe', 'subscribeAll'],
  copy: ['copyAddress', 'copyPull', 'copyDigest'],
};

/** `send torch` offers to send each image called torch; without a verb, images are opened. */
function imageCommands(
  images: readonly Image[],
  actionsOf: (image: Image) => readonly ImageAction[],
  verb: string | null,
): readonly Command[] {
  const wanted = verb === null ? null : (verbs[verb] ?? null);
  return images.flatMap((image): readonly Command[] => {
    // Ten thousand images: their actions are only made for the one that is chosen.
    if (wanted !== null) return actionsOn(image, actionsOf, wanted);
    const { id } = image;
    return [{ id: `image ${id}`, group: 'Images', label: nameWithTagOf(image), run: () => actionsOf(image)[0]?.run() }];
  });
}

function actionsOn(
  image: Image,
  actionsOf: (image: Image) => readonly ImageAction[],
  wanted: readonly string[],
): readonly Command[] {
  const name = nameWithTagOf(image);
  return actionsOf(image)
    .filter((action) => wanted.includes(action.id))
    .map((action) => ({
      id: `image ${action.id} ${image.id}`,
      group: 'Images',
      label: action.label.includes(name) ? action.label : `${action.label.replace('…', '')} ${name}`,
      run: action.run,
    }));
}

/** Actions on images that were used lately are offered without their verb. */
function recentActions(
  recent: readonly string[],
  images: readonly Image[],
  actionsOf: (image: Image) => readonly ImageAction[],
): readonly Command[] {
  return recent.flatMap((used) => {
    const [, action, id] = /^image (\w+) (.+)$/.exec(used) ?? [];
    const image = action === undefined ? undefined : images.find((each) => each.id === id);
    return image && action ? actionsOn(image, actionsOf, [action]) : [];
  });
}

function endpointCommands({ route, dialogs }: Stores, endpoints: readonly Endpoint[]): readonly Command[] {
  const shown = endpoints.filter(({ isHidden }) => !isHidden);
  return shown.flatMap(({ id, name, organization, state }): Command[] => [
    {
      id: `endpoint ${id}`,
      group: 'Endpoints',
      label: name,
      detail: [organization, endpointStates[state].word].filter(Boolean).join(' · '),
      run: () => route.go('chart', id),
    },
    { id: `endpoint send ${id}`, group: 'Endpoints', label: `Send to ${name}…`, run: () => dialogs.openSend([], [id]) },
  ]);
}

/** Everything that can be named and done now. */
export function useCommands(typed: string, recent: readonly string[]): readonly Command[] {
  const stores = useStores();
  const actionsOf = useImageActions();
  const images = stores.reads.containers.getState().value?.images ?? noImages;
  const endpoints = stores.reads.endpoints.getState().value?.endpoints ?? noEndpoints;
  const [first = ''] = typed.trim().toLowerCase().split(/\s+/);
  const verb = first in verbs && typed.trim().includes(' ') ? first : null;
  const fixed = useMemo(
    () => [...pageCommands(stores), ...actionCommands(stores), ...endpointCommands(stores, endpoints)],
    [stores, endpoints],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the actions are made anew at every render and do the same
  const ofImages = useMemo(
    () => [
      ...(verb === null ? recentActions(recent, images, actionsOf) : []),
      ...imageCommands(images, actionsOf, verb),
    ],
    [images, verb, recent],
  );
  return useMemo(() => [...fixed, ...ofImages], [fixed, ofImages]);
}
