import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { Digest, ImageId, RegistryId } from '../../../src-main/contract/ids.ts';
import type { Image } from '../../../src-main/contract/registry.ts';
import { pullCommands, shellWord } from '../../../src-main/registry/pullCommands.ts';

const url = 'https://containers.lab.edu/';
const image = (more: Partial<Image> = {}): Image => ({
  ...{ id: 'r-00000001/lab/torch:2.4' as ImageId, registryId: 'r-00000001' as RegistryId },
  ...{ containerCollection: 'lab', container: 'torch', tag: '2.4', digest: `sha256:${'a'.repeat(64)}` as Digest },
  ...{ sizeBytes: null, architecture: null, builtAt: null, isFrozen: false, isPrivate: false, relativePath: null },
  ...more,
});
const commands = (...args: Parameters<typeof pullCommands>) => pullCommands(...args).map(({ command }) => command);

describe('pull commands', () => {
  it('use the library where the image is', () => {
    expect(commands(image(), url, null)).toEqual([
      'apptainer pull --library https://containers.lab.edu torch_2.4.sif library://lab/torch:2.4',
      'singularity pull --library https://containers.lab.edu torch_2.4.sif library://lab/torch:2.4',
      'curl -fL -o torch_2.4.sif https://containers.lab.edu/v1/imagefile/lab/torch:2.4',
    ]);
  });

  it('use the download address of a file in the folder', () => {
    const address = `${url}containers/1/download/1d57570c-18d3-44c2-a793-e2994c530b15`;
    expect(commands(image(), url, address)).toEqual([
      `apptainer pull torch_2.4.sif ${address}`,
      `singularity pull torch_2.4.sif ${address}`,
      `process.container = '${address}'`,
      `curl -f -o torch_2.4.sif ${address}`,
    ]);
  });

  it('name an image without a tag by its digest', () => {
    expect(commands(image({ tag: null }), url, null)[0]).toContain(
      `torch_sha256.aaaaaaaaaaaa.sif library://lab/torch:sha256.${'a'.repeat(64)}`,
    );
    expect(commands(image({ tag: null, digest: null }), url, null)).toEqual([]);
  });

  it('do not promise what the library cannot find', () => {
    expect(commands(image({ tag: 'V2' }), url, null)).toEqual([]);
  });

  it.each(['$(touch x)', "a'b", '`id`', 'a b', '-rf', '; rm -rf ~', '<img onerror=x>', '"x"', '*', '!x'])(
    'hold %j as one harmless word',
    (name) => {
      const printed = execFileSync('sh', ['-c', `printf %s ${shellWord(name)}`], { encoding: 'utf8' });
      expect(printed).toBe(name);
      for (const command of commands(image({ container: name, tag: name }), url, null)) {
        const words = execFileSync('sh', ['-c', `set -- ${command.replaceAll('\n', ' ')}; printf '%s\\n' "$@"`], {
          encoding: 'utf8',
        });
        expect(words.trimEnd().split('\n')).toHaveLength(command.startsWith('curl') ? 5 : 6);
        expect(words).toMatch(/\n[A-Za-z0-9_][A-Za-z0-9._-]*\.sif\n/);
      }
    },
  );
});
