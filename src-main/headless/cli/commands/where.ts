import type { Command } from 'commander';
import { placementStates } from '../../../contract/states.ts';
import { runCommand } from '../command.ts';
import { findImages } from '../find.ts';
import { tableOr } from '../output.ts';
import { whenRead } from '../whenRead.ts';
import { ago, imageName, nameOfId } from '../words.ts';

export function addWhere(program: Command): void {
  program
    .command('where')
    .description('where images are, as far as this app knows')
    .argument('<image...>', 'COLLECTION/NAME:TAG')
    .addHelpText(
      'after',
      '\n--json: {"images":[{id,name,digest,places:[{endpointId,endpointName,state,digest,path,since}]}]}\nstate: upToDate, older, notThere, onItsWay or notKnown',
    )
    .action(async (names: readonly string[], _options: unknown, command: Command) =>
      runCommand(command, async (context) => {
        const { portolan } = context;
        const found = await findImages(portolan, names);
        await whenRead(context);
        const { endpoints } = await portolan.endpoints.list.query({ refresh: false });
        const placements = await portolan.activity.placements.query({ imageIds: found.map(({ id }) => id) });
        const images = found.map((image) => ({
          id: image.id,
          name: imageName(image),
          digest: image.digest,
          places: placements
            .filter(({ imageId }) => imageId === image.id)
            .map(({ imageId: _imageId, endpointId, ...place }) => {
              const endpointName = endpoints.find(({ id }) => id === endpointId)?.name ?? endpointId;
              return { endpointId, endpointName, ...place };
            }),
        }));
        const rows = images.flatMap(({ id, places }) =>
          places.map(({ endpointName, state, path, since }) => [
            nameOfId(id),
            endpointName,
            placementStates[state].word,
            ago(since),
            path ?? '',
          ]),
        );
        const headers = ['IMAGE', 'ENDPOINT', 'STATE', 'SINCE', 'PATH'];
        return { json: { images }, words: () => tableOr('No endpoint is known yet.', headers, rows) };
      }),
    );
}
