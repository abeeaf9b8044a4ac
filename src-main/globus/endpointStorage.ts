import { z } from 'zod';
import type { EndpointRelation } from '../contract/endpoint.ts';
import { type EndpointId, endpointIdSchema } from '../contract/ids.ts';
import { namingProfileSchema } from '../contract/naming.ts';
import type { SettingsStore } from '../ports/settingsStore.ts';
import type { Catalogue } from './endpointCatalogue.ts';
import { knownEndpointSchema } from './transform.ts';

/** What the user chose for one endpoint. */
const choicesSchema = z.object({
  folder: z.string().optional(),
  namingProfile: namingProfileSchema.optional(),
  isHidden: z.boolean().optional(),
  isAdded: z.boolean().optional(),
});
export type EndpointChoices = z.infer<typeof choicesSchema>;

const relations = ['mine', 'iManage', 'sharedByMe', 'sharedWithMe', 'recentlyUsed', 'added'] as const;

const lastSchema = z.object({
  /** The list belongs to one person; another's is not shown. */
  identityId: z.string().nullable(),
  asOf: z.string(),
  entries: z.array(z.object({ known: knownEndpointSchema, relations: z.array(z.enum(relations)) })),
  hosts: z.array(z.object({ id: endpointIdSchema, name: z.string(), organization: z.string().nullable() })),
});
export type LastCatalogue = Catalogue & Pick<z.infer<typeof lastSchema>, 'identityId' | 'asOf'>;

const lastKey = 'endpoints.last';
const prefix = 'endpoint.';

/** What is kept of endpoints between runs. Values that cannot be read count as absent. */
export function createEndpointStorage(settings: SettingsStore) {
  const choices = (id: EndpointId): EndpointChoices => choicesSchema.safeParse(settings.read(prefix + id)).data ?? {};

  return {
    choices,
    choose(id: EndpointId, changes: EndpointChoices): void {
      settings.write(prefix + id, { ...choices(id), ...changes });
    },
    /** Endpoints with choices; those added by hand say so. */
    chosen(): ReadonlyMap<EndpointId, readonly EndpointRelation[]> {
      const ids = settings
        .keys(prefix)
        .flatMap((key) => endpointIdSchema.safeParse(key.slice(prefix.length)).data ?? []);
      return new Map(ids.map((id) => [id, choices(id).isAdded === true ? ['added'] : []]));
    },
    last: (): LastCatalogue | null => lastSchema.safeParse(settings.read(lastKey)).data ?? null,
    keepLast: (last: LastCatalogue): void => settings.write(lastKey, last),
  };
}
