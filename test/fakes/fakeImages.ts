import { imageIdSchema } from '../../src-main/contract/ids.ts';
import type { Image, ImageDetail, Registry } from '../../src-main/contract/registry.ts';
import { digestOf, endpointIds, minutesBefore, registryId } from './fakeIds.ts';

type ImageRow = readonly [
  name: string,
  tag: string | null,
  sizeBytes: number | null,
  builtMinutesAgo: number,
  architecture: string,
];

const imageRows: readonly ImageRow[] = [
  ['lab/alphafold', '3.0', 18_412_000_000, 6, 'amd64'],
  ['lab/torch', '2.4', 6_214_100_000, 125, 'amd64'],
  ['lab/torch', '2.3', 6_102_900_000, 30_900, 'amd64'],
  ['lab/torch', 'latest', 6_214_100_000, 125, 'amd64'],
  ['lab/jax', '0.4.30', 4_822_500_000, 2_900, 'amd64'],
  ['genomics/salmon', '1.10', 212_400_000, 1_500, 'amd64'],
  ['genomics/samtools', '1.21', 148_200_000, 7_300, 'arm64'],
  ['genomics/samtools', '1.20', 147_100_000, 130_000, 'amd64'],
  ['genomics/bwa-mem2', '2.2.1', 96_400_000, 61_000, 'amd64'],
  ['genomics/nf-core-rnaseq', '3.14.0', 1_402_700_000, 14_000, 'amd64'],
  ['teaching/rstudio', '4.5', 1_901_000_000, 88_000, 'amd64'],
  ['teaching/jupyter', '2026-autumn', 2_244_000_000, 50_100, 'amd64'],
  ['teaching/quantum-espresso-with-a-long-name', '7.3.1-openmpi4-cuda12', 3_310_000_000, 45_000, 'amd64'],
  ['tools/hello-world', 'latest', 41_300_000, 560_000, 'amd64'],
  ['tools/hello-world', null, 40_960, 561_000, 'amd64'],
  ['tools/pandoc', '3.5', null, 4_400, 'amd64'],
];

export function fakeImages(now: Date): Image[] {
  return imageRows.map(([name, tag, sizeBytes, builtMinutesAgo, architecture], index) => {
    const [containerCollection = '', container = ''] = name.split('/');
    return {
      id: imageIdSchema.parse(`${registryId}/${name}:${tag ?? ''}`),
      registryId,
      containerCollection,
      container,
      tag,
      digest: tag === null && index % 2 === 1 ? null : digestOf(tag === 'latest' && container === 'torch' ? 1 : index),
      sizeBytes,
      architecture,
      builtAt: minutesBefore(now, builtMinutesAgo),
      isFrozen: tag === '1.20',
      isPrivate: containerCollection === 'teaching',
      relativePath: `${name}/${container}_${tag ?? 'untagged'}.sif`,
    };
  });
}

export function fakeRegistry(now: Date, imageCount: number): Registry {
  return {
    id: registryId,
    name: 'Lab registry',
    url: 'https://containers.lab.edu/',
    kind: 'sregistry',
    version: '2.1.2',
    access: { state: 'token', username: 'researcher', signInOffered: true },
    harbour: { endpointId: endpointIds.registry, basePath: '/srv/images/' },
    imagesDir: '/srv/registry/images',
    folder: { state: 'watching', files: imageCount, lastChangeAt: minutesBefore(now, 6), problem: null },
    imageCount,
    problem: null,
  };
}

const definition = `Bootstrap: docker
From: nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04

%labels
    Author lab@lab.example
    Version 2.4

%post
    apt-get update && apt-get install -y --no-install-recommends python3-pip
    pip install --no-cache-dir torch==2.4.0 torchvision==0.19.0

%environment
    export LC_ALL=C.UTF-8

%runscript
    exec python3 "$@"
`;

export function fakeDetail(image: Image, images: readonly Image[]): ImageDetail {
  const isReadable = image.containerCollection !== 'tools';
  const name = `${image.containerCollection}/${image.container}`;
  return {
    image,
    otherTags: images.filter(
      (other) => other.id !== image.id && `${other.containerCollection}/${other.container}` === name,
    ),
    sif: isReadable
      ? {
          architecture: image.architecture,
          createdAt: image.builtAt,
          definition,
          labels: {
            Author: 'lab@lab.example',
            Version: image.tag ?? '',
            'org.label-schema.usage.singularity.version': '3.11.4',
            'org.label-schema.build-arch': image.architecture ?? '',
          },
          environment: 'export LC_ALL=C.UTF-8\n',
          objects: [
            { id: 1, kind: 'Def.FILE', name: 'definition', sizeBytes: definition.length },
            { id: 2, kind: 'JSON.Generic', name: 'inspect-metadata.json', sizeBytes: 1_204 },
            { id: 3, kind: 'FS (Squashfs)', name: 'squashfs', sizeBytes: image.sizeBytes ?? 0 },
          ],
          isSigned: image.containerCollection === 'lab',
        }
      : null,
    sifProblem: isReadable ? null : { code: 'image.noFile', facts: {}, at: image.builtAt ?? new Date(0).toISOString() },
    pullCommands: [
      { tool: 'Apptainer', command: `apptainer pull library://containers.lab.edu/${name}:${image.tag}` },
      { tool: 'Singularity', command: `singularity pull --library https://containers.lab.edu ${name}:${image.tag}` },
      {
        tool: 'curl',
        command: `curl -L -o ${image.container}_${image.tag}.sif https://containers.lab.edu/v1/imagefile/${name}:${image.tag}`,
      },
    ],
  };
}
