import type { Image, ImageDetail } from '../contract/registry.ts';

type PullCommands = ImageDetail['pullCommands'];

/** One word of a POSIX shell, whatever the name holds. */
export const shellWord = (text: string): string =>
  /^[A-Za-z0-9][A-Za-z0-9._/:@%+=-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** Groovy expands nothing between single quotes. */
const inGroovy = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** The file it becomes: no folder, no blank, nothing a shell or a program would take for an option. */
function fileName({ container, tag, digest }: Image): string {
  const plain = `${container}_${tag ?? (digest ?? 'image').replace(':', '.').slice(0, 19)}`.replace(
    /[^A-Za-z0-9._-]/g,
    '_',
  );
  return `${plain.replace(/^[.-]/, '_').slice(0, 200)}.sif`;
}

/** The library looks names up in lower case only. */
const isLibraryName = (name: string) => name === name.toLowerCase();

function libraryCommands(image: Image, registryUrl: string): PullCommands {
  const version = image.tag ?? image.digest?.replace('sha256:', 'sha256.');
  const name = `${image.containerCollection}/${image.container}:${version}`;
  if (version === undefined || !isLibraryName(name)) return [];
  const file = fileName(image);
  const path = name.split('/').map(encodeURIComponent).join('/').replaceAll('%3A', ':');
  const server = shellWord(registryUrl.replace(/\/$/, ''));
  const pull = `pull --library ${server} ${file} ${shellWord(`library://${name}`)}`;
  return [
    { tool: 'Apptainer', command: `apptainer ${pull}` },
    { tool: 'Singularity', command: `singularity ${pull}` },
    { tool: 'curl', command: `curl -fL -o ${file} ${shellWord(`${registryUrl}v1/imagefile/${path}`)}` },
  ];
}

function addressCommands(image: Image, address: string): PullCommands {
  const file = fileName(image);
  const from = shellWord(address);
  return [
    { tool: 'Apptainer', command: `apptainer pull ${file} ${from}` },
    { tool: 'Singularity', command: `singularity pull ${file} ${from}` },
    { tool: 'Nextflow', command: `process.container = ${inGroovy(address)}` },
    { tool: 'curl', command: `curl -f -o ${file} ${from}` },
  ];
}

/**
 * Lines to fetch an image by hand. The registry has two stores and no command reaches both: `address` is where a file of
 * its folder can be fetched, null for one that lies in object storage behind the library API.
 */
export const pullCommands = (image: Image, registryUrl: string, address: string | null): PullCommands =>
  address === null ? libraryCommands(image, registryUrl) : addressCommands(image, address);
