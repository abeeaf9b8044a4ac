import type { Endpoint } from '../../contract/endpoint.ts';
import { AppError } from '../../contract/errors.ts';
import type { Image, Registry } from '../../contract/registry.ts';
import type { Portolan } from './connect.ts';

const one = <T>(found: readonly T[], word: string, asked: string, names: (match: T) => string): T => {
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  const facts = { [word]: asked, ...(found.length > 1 ? { matches: found.map(names) } : {}) };
  throw new AppError('input.invalid', { facts });
};

/** An endpoint by id or by its whole name; two of one name must be told apart by id. */
export async function findEndpoint(portolan: Portolan, asked: string): Promise<Endpoint> {
  const { endpoints } = await portolan.endpoints.list.query({ refresh: false });
  const known = endpoints.length > 0 ? endpoints : (await portolan.endpoints.list.query({ refresh: true })).endpoints;
  const matches = known.filter(({ id, name }) => id === asked || name.toLowerCase() === asked.toLowerCase());
  return one(matches, 'endpoint', asked, ({ id }) => id);
}

/** An image by `collection/name[:tag]` (tag `latest` when none is given) or by its whole id. */
export async function findImage(portolan: Portolan, asked: string): Promise<Image> {
  const withTag = /:[^/]+$/.test(asked) ? asked : `${asked}:latest`;
  const matchesIn = (images: readonly Image[]) =>
    images.filter(({ id }) => id === asked || id.slice(id.indexOf('/') + 1) === withTag);
  const known = matchesIn((await portolan.containers.list.query({ refresh: false })).images);
  const matches =
    known.length > 0 ? known : matchesIn((await portolan.containers.list.query({ refresh: true })).images);
  return one(matches, 'image', asked, ({ id }) => id);
}

export async function findRegistry(portolan: Portolan, asked: string | undefined): Promise<Registry> {
  const registries = await portolan.registries.list.query();
  const matches = registries.filter(({ id, name, url }) => asked === undefined || [id, name, url].includes(asked));
  return one(matches, 'registry', asked ?? '(any)', ({ id }) => id);
}
