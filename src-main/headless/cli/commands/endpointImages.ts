import type { Command } from 'commander';
import { placementStates } from '../../../contract/states.ts';
import type { Placement } from '../../../contract/transfer.ts';
import { type CommandContext, runCommand } from '../command.ts';
import { findEndpointId } from '../find.ts';
import { tableOr } from '../output.ts';
import { whenRead } from '../whenRead.ts';
import { ago, nameOfId } from '../words.ts';

type Placed = Placement & { readonly path: string };
const isPlaced = (placement: Placement): placement is Placed => placement.path !== null;

async function imagesAt(context: CommandContext, asked: string) {
  const { portolan } = context;
  const endpointId = await findEndpointId(portolan, asked);
  await whenRead(context);
  const [placements, registries] = await Promise.all([
    portolan.activity.placements.query({ imageIds: null }),
    portolan.registries.list.query(),
  ]);
  const images = placements
    .filter((placement) => placement.endpointId === endpointId)
    .filter(isPlaced)
    .map(({ imageId, path, digest, since, state, verified }) => ({
      ...{ path, digest, image: nameOfId(imageId) },
      registry: registries.find(({ id }) => imageId.startsWith(`${id}/`))?.url ?? null,
      ...{ since, state, verified },
    }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return { endpointId, images };
}

/** What this app brought to an endpoint: names, digests, sources and times. */
export function addEndpointImages(endpoints: Command): void {
  endpoints
    .command('images')
    .description('list what this app brought to an endpoint, of images that a registry still has')
    .argument('<endpoint>', 'name or id')
    .addHelpText(
      'after',
      '\n--json: {"endpointId","images":[{path,digest,image,registry,since,state,verified}]}\nstate: upToDate, older, or onItsWay where an older one lies; verified: digest, checksum or null',
    )
    .action(async (asked: string, _options: unknown, command: Command) =>
      runCommand(command, async (context) => {
        const found = await imagesAt(context, asked);
        const rows = found.images.map(({ image, state, digest, since, path }) => [
          ...[image, placementStates[state].word, digest?.slice(0, 15) ?? '', ago(since), path],
        ]);
        const headers = ['IMAGE', 'STATE', 'DIGEST', 'SINCE', 'PATH'];
        return { json: found, words: () => tableOr('Nothing was brought there yet.', headers, rows) };
      }),
    );
}
