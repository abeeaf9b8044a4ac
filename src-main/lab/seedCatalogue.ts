import { labManager, researcher } from './people.ts';
import type { RegistryImage } from './registryRows.ts';
import type { SifArchitecture } from './sifLayout.ts';

/** An image the lab's registry holds from the start. */
export interface SeedImage {
  readonly name: string;
  readonly tag: string;
  readonly architecture: SifArchitecture;
  readonly sizeBytes: number;
  /** What its recipe starts from. */
  readonly base: string;
  readonly isFrozen?: boolean;
  readonly isSigned?: boolean;
  /** The registry's database holds the recipe too. */
  readonly showsRecipe?: boolean;
  readonly store?: RegistryImage['store'];
}

interface SeedCollection {
  readonly name: string;
  readonly isPrivate: boolean;
  /** Registry usernames. */
  readonly owners: readonly string[];
  readonly contributors: readonly string[];
  readonly stars: number;
  readonly images: readonly SeedImage[];
}

const megabyte = 1_000_000;

function image(
  named: `${string}:${string}`,
  megabytes: number,
  base: string,
  others: Partial<SeedImage> = {},
): SeedImage {
  const [name = '', tag = ''] = named.split(':');
  return { name, tag, architecture: 'amd64', sizeBytes: Math.round(megabytes * megabyte), base, ...others };
}

const arm = { architecture: 'arm64' } as const;
const { registryUsername: manager } = labManager;
const { registryUsername: reader } = researcher;

/** 24 images, about 610 MB in all; sparse on disk. */
export const seedCollections: readonly SeedCollection[] = [
  {
    name: 'lab',
    isPrivate: false,
    owners: [manager, reader],
    contributors: [],
    stars: 2,
    images: [
      image('torch:2.4', 200, 'pytorch/pytorch:2.4.0', { isSigned: true, showsRecipe: true }),
      image('torch:2.3', 120, 'pytorch/pytorch:2.3.1', { isSigned: true }),
      image('torch:2.4-arm64', 64, 'pytorch/pytorch:2.4.0', arm),
      image('jupyter:4.2', 42, 'jupyter/scipy-notebook:2024-05-27', { showsRecipe: true }),
      image('jupyter:latest', 40, 'jupyter/scipy-notebook:latest'),
      image('openfoam:11', 30, 'ubuntu:22.04'),
      image('gromacs:2024.2', 18, 'ubuntu:24.04', arm),
      image('julia:1.10', 8, 'julia:1.10'),
    ],
  },
  {
    name: 'genomics',
    isPrivate: false,
    owners: [manager],
    contributors: [reader],
    stars: 1,
    images: [
      image('salmon:1.10.3', 12, 'debian:12', { isSigned: true, showsRecipe: true }),
      image('salmon:1.10.2', 11, 'debian:12'),
      image('samtools:1.20', 6, 'debian:12'),
      image('samtools:1.19', 5.5, 'debian:12', { isFrozen: true, isSigned: true }),
      image('bwa:0.7.18', 2.4, 'debian:12'),
      image('fastqc:0.12.1', 9, 'eclipse-temurin:17'),
      image('bcftools:1.20', 4, 'debian:12', arm),
      image('multiqc:1.22', 7, 'python:3.12-slim'),
    ],
  },
  {
    name: 'tools',
    isPrivate: false,
    owners: [manager],
    contributors: [],
    stars: 0,
    images: [
      image('hello-world:latest', 0.1, 'alpine:3.20', { showsRecipe: true, store: 'disk' }),
      image('hello-world:1.0', 0.12, 'alpine:3.19'),
      image('busybox:1.36', 0.5, 'busybox:1.36'),
      image('curl:8.9', 1.2, 'alpine:3.20'),
      image('rclone:1.67', 3, 'alpine:3.20', arm),
    ],
  },
  {
    name: 'teaching',
    isPrivate: true,
    owners: [manager],
    contributors: [reader],
    stars: 0,
    images: [
      image('rstudio:4.4', 14, 'rocker/rstudio:4.4'),
      image('rstudio:4.3', 12, 'rocker/rstudio:4.3'),
      image('exam:2025', 2, 'rocker/r-ver:4.4'),
    ],
  },
];
