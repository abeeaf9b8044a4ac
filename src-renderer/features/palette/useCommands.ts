import { useMemo } from 'react';
import type { Endpoint } from '../../../src-main/contract/endpoint.ts';
import { languages } from '../../../src-main/contract/language.ts';
import type { Image } from '../../../src-main/contract/registry.ts';
import type { UpdateSettings } from '../../../src-main/contract/settings.ts';
import { nameWithTagOf } from '../../lib/imageName.ts';
import { noFilters } from '../../stores/containerFilters.ts';
import { hideableColumns } from '../../stores/keptContainerView.ts';
import { useIsPaused, useStores } from '../../stores/StoresContext.tsx';
import type { Stores } from '../../stores/stores.ts';
import type { Words } from '../../strings/createWords.ts';
import { languageNames } from '../../strings/languages.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import { hiddenColumnsOf, withColumn } from '../containers/hiddenColumns.ts';
import { type ImageAction, useImageActions } from '../containers/useImageActions.ts';
import { navigation } from '../shell/navigation.ts';
import { shortcuts } from '../shell/shortcuts.ts';
import type { Command } from './findCommands.ts';

const noEndpoints: readonly Endpoint[] = [];
const noImages: readonly Image[] = [];

const settingsSections = [
  'registries',
  'globus',
  'endpoints',
  'transfers',
  'network',
  'security',
  'updates',
  'advanced',
  'lab',
] as const;

function pageCommands({ t }: Words, { route }: Stores): readonly Command[] {
  const pages = navigation.map(
    ({ page, word }, index): Command => ({
      id: `page ${page}`,
      group: 'Pages',
      label: t(word),
      keys: `Ctrl+${index + 1}`,
      run: () => route.go(page),
    }),
  );
  const sections = settingsSections.map(
    (id): Command => ({
      id: `settings ${id}`,
      group: 'Pages',
      label: t('palette.settings', { section: t(`palette.sections.${id}`) }),
      run: () => route.go('settings', id),
    }),
  );
  return [...pages, ...sections];
}

function actionCommands(
  { t }: Words,
  { route, dialogs, containerView, reads, api }: Stores,
  isPaused: boolean,
): readonly Command[] {
  const action = (id: string, label: string, run: () => void, keys?: string): Command => ({
    id: `action ${id}`,
    group: 'Actions',
    label,
    run,
    ...(keys !== undefined && { keys }),
  });
  const change = (request: UpdateSettings) => () =>
    void api.settings.update.mutate(request).then(
      (settings) => reads.settings.put(settings),
      () => route.go('settings'),
    );
  const newSubscription = () => {
    dialogs.openSubscribe({});
    route.go('subscriptions');
  };
  const lookAt = (view: Parameters<typeof containerView.change>[0]) => () => {
    containerView.change(view);
    route.go('containers');
  };
  const hidden = hiddenColumnsOf(containerView.getState(), reads.registries.getState().value?.length ?? 0);
  return [
    action('send', t('palette.actions.send'), () => dialogs.openSend([])),
    action('subscribe', t('palette.actions.subscribe'), newSubscription, shortcuts.newSubscription[0]),
    action(
      'pause',
      t(isPaused ? 'shell.pause.resume' : 'shell.pause.pause'),
      change({ transfers: { isPaused: !isPaused } }),
    ),
    action('where', t('palette.actions.where'), lookAt({ layout: 'where' })),
    action('table', t('palette.actions.table'), lookAt({ layout: 'table' })),
    action('grouped', t('palette.actions.grouped'), lookAt({ layout: 'grouped' })),
    action('clear filters', t('palette.actions.clearFilters'), lookAt(noFilters)),
    ...hideableColumns.map((column) => {
      const name = t(`containers.columns.${column}`);
      const isHidden = hidden.has(column);
      return action(
        `column ${column}`,
        isHidden ? t('palette.actions.showColumn', { name }) : t('palette.actions.hideColumn', { name }),
        lookAt({ hiddenColumns: withColumn(hidden, column, isHidden) }),
      );
    }),
    action(
      'refresh containers',
      t('palette.actions.refreshContainers'),
      () => void reads.containers.read({ fromSource: true }),
    ),
    action(
      'refresh endpoints',
      t('palette.actions.refreshEndpoints'),
      () => void reads.endpoints.read({ fromSource: true }),
    ),
    action('connect registry', t('palette.actions.connectRegistry'), () => route.go('settings', 'registries')),
    action('sign in', t('palette.actions.signIn'), () => route.go('settings', 'globus')),
    action('light', t('palette.actions.light'), change({ theme: 'light' })),
    action('dark', t('palette.actions.dark'), change({ theme: 'dark' })),
    action('system theme', t('palette.actions.systemTheme'), change({ theme: 'system' })),
    ...languages.map((language) =>
      action(
        `language ${language}`,
        t('palette.actions.language', { language: languageNames[language] }),
        change({ language }),
      ),
    ),
    action('shortcuts', t('palette.actions.shortcuts'), () => dialogs.showShortcuts(true), shortcuts.sheet[0]),
  ];
}

const verbNames = ['send', 'subscribe', 'copy', 'compare', 'pin', 'unpin', 'browser'] as const;
type Verb = (typeof verbNames)[number];

const verbs: Readonly<Record<Verb, readonly ImageAction['id'][]>> = {
  send: ['send'],
  subscribe: ['subscribe', 'subscribeAll'],
  copy: ['copyAddress', 'copyPull', 'copyDigest'],
  compare: ['compare'],
  pin: ['pin', 'pinAll'],
  unpin: ['pin', 'pinAll'],
  browser: ['browser'],
};

/** The verb that was typed before a name. */
function verbIn({ t }: Words, typed: string): Verb | null {
  const [first = ''] = typed.trim().toLowerCase().split(/\s+/);
  const verb = verbNames.find((each) => t(`palette.verbs.${each}`) === first);
  return verb !== undefined && typed.trim().includes(' ') ? verb : null;
}

/** `send torch` offers to send each image called torch; without a verb, images are opened. */
function imageCommands(
  words: Words,
  images: readonly Image[],
  actionsOf: (image: Image) => readonly ImageAction[],
  verb: Verb | null,
): readonly Command[] {
  const wanted = verb === null ? null : verbs[verb];
  return images.flatMap((image): readonly Command[] => {
    // Ten thousand images: their actions are only made for the one that is chosen.
    if (wanted !== null) return actionsOn(words, image, actionsOf, wanted);
    const { id } = image;
    return [{ id: `image ${id}`, group: 'Images', label: nameWithTagOf(image), run: () => actionsOf(image)[0]?.run() }];
  });
}

function actionsOn(
  { t }: Words,
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
      label: action.label.includes(name)
        ? action.label
        : t('palette.onImage', { action: action.label.replace('…', ''), name }),
      run: action.run,
    }));
}

/** Actions on images that were used lately are offered without their verb. */
function recentActions(
  words: Words,
  recent: readonly string[],
  images: readonly Image[],
  actionsOf: (image: Image) => readonly ImageAction[],
): readonly Command[] {
  return recent.flatMap((used) => {
    const [, action, id] = /^image (\w+) (.+)$/.exec(used) ?? [];
    const image = action === undefined ? undefined : images.find((each) => each.id === id);
    return image && action ? actionsOn(words, image, actionsOf, [action]) : [];
  });
}

function endpointCommands(
  { t, states }: Words,
  { route, dialogs }: Stores,
  endpoints: readonly Endpoint[],
): readonly Command[] {
  const shown = endpoints.filter(({ isHidden }) => !isHidden);
  return shown.flatMap(({ id, name, organization, state }): Command[] => [
    {
      id: `endpoint ${id}`,
      group: 'Endpoints',
      label: name,
      detail: [organization, states.endpoint[state].word].filter(Boolean).join(' · '),
      run: () => route.go('chart', id),
    },
    {
      id: `endpoint send ${id}`,
      group: 'Endpoints',
      label: t('palette.sendTo', { name }),
      run: () => dialogs.openSend([], [id]),
    },
  ]);
}

/** Everything that can be named and done now. */
export function useCommands(typed: string, recent: readonly string[]): readonly Command[] {
  const words = useWords();
  const stores = useStores();
  const actionsOf = useImageActions();
  const images = stores.reads.containers.getState().value?.images ?? noImages;
  const endpoints = stores.reads.endpoints.getState().value?.endpoints ?? noEndpoints;
  const verb = verbIn(words, typed);
  const isPaused = useIsPaused() === true;
  const fixed = useMemo(
    () => [
      ...pageCommands(words, stores),
      ...actionCommands(words, stores, isPaused),
      ...endpointCommands(words, stores, endpoints),
    ],
    [words, stores, endpoints, isPaused],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the actions are made anew at every render and do the same
  const ofImages = useMemo(
    () => [
      ...(verb === null ? recentActions(words, recent, images, actionsOf) : []),
      ...imageCommands(words, images, actionsOf, verb),
    ],
    [words, images, verb, recent],
  );
  return useMemo(() => [...fixed, ...ofImages], [fixed, ofImages]);
}
