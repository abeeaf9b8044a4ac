// The list of images, the matrix and an image's own page.
import type { Image } from '../../src-main/contract/registry.ts';
import type { FakeServices } from '../../test/fakes/fakeServices.ts';
import { at, button, type Scene, select, tab } from './scene.ts';

const image = (name: string) => `containers/${encodeURIComponent(`r-0a1b2c3d/${name}`)}`;
const never = () => new Promise<never>(() => undefined);

const hostile = [
  'ünïcödé-и-漢字',
  'بيانات-الصورة',
  '<img src=x onerror=alert(1)>',
  'a'.repeat(120),
  'spaces  and\u202Eright-to-left',
] as const;

const withImages =
  (rename: (images: readonly Image[]) => readonly Image[]) =>
  (services: FakeServices): FakeServices => ({
    ...services,
    containers: {
      ...services.containers,
      list: async (refresh) => {
        const listing = await services.containers.list(refresh);
        return { ...listing, images: [...rename(listing.images)] };
      },
      detail: async (id) => {
        const detail = await services.containers.detail(id);
        return { ...detail, image: rename([detail.image])[0] ?? detail.image };
      },
    },
  });

const withHostileNames = withImages((images) =>
  images.map((one, index) => {
    const name = hostile[index % 7] ?? one.container;
    return { ...one, container: name, tag: index % 3 === 1 ? `${one.tag}-${'x'.repeat(60)}` : one.tag };
  }),
);

export const imageScenes: readonly Scene[] = [
  { name: 'list', place: 'containers' },
  { name: 'list-many', place: 'containers', options: { extraImages: 10_000 } },
  { name: 'list-hostile', place: 'containers', change: withHostileNames },
  {
    name: 'list-selected',
    place: 'containers',
    steps: (page, words) => select(page, words, 'lab/torch:2.4', 'genomics/salmon:1.10', 'lab/jax:0.4.30'),
  },
  {
    name: 'list-no-match',
    place: 'containers',
    steps: async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.type('torhc');
    },
  },
  {
    name: 'list-grouped',
    place: 'containers',
    steps: (page, { t }) => button(page, t('containers.list.grouped')).click(),
  },
  {
    name: 'list-columns',
    place: 'containers',
    steps: (page, { t }) => button(page, t('containers.columns.choose')).click(),
  },
  {
    name: 'list-filter',
    place: 'containers',
    steps: (page, { t }) => button(page, t('containers.filters.collection')).click(),
  },
  {
    name: 'list-menu',
    place: 'containers',
    steps: (page) => page.getByRole('row').nth(2).click({ button: 'right' }),
  },
  {
    name: 'list-private',
    place: 'containers',
    change: (services) => ({
      ...services,
      containers: {
        ...services.containers,
        list: async (refresh) => {
          const listing = await services.containers.list(refresh);
          const [first] = await services.registries.list();
          const problem = { code: 'registry.privateNotListed', facts: {}, at } as const;
          return { ...listing, problems: first ? [{ registryId: first.id, problem }] : [] };
        },
      },
    }),
  },
  {
    name: 'matrix',
    place: 'containers',
    steps: async (page, { t }) => {
      await button(page, t('containers.list.where')).click();
      await page.getByText(t('placement.legend.title')).click();
    },
  },

  { name: 'image', place: image('lab/torch:2.4') },
  { name: 'image-recipe', place: image('lab/torch:2.4'), steps: tab(1) },
  { name: 'image-tags', place: image('lab/torch:2.4'), steps: tab(2) },
  { name: 'image-history', place: image('lab/torch:2.4'), steps: tab(3) },
  { name: 'image-no-file', place: image('tools/pandoc:3.5') },
  { name: 'image-hostile', place: image('lab/torch:2.4'), change: withHostileNames },
  { name: 'image-long', place: image('teaching/quantum-espresso-with-a-long-name:7.3.1-openmpi4-cuda12') },
  { name: 'image-gone', place: image('lab/gone:1') },
  {
    name: 'image-loading',
    place: image('lab/torch:2.4'),
    change: (services) => ({ ...services, containers: { ...services.containers, detail: never } }),
  },
];
