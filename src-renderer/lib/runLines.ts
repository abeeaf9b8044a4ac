export interface RunLine {
  readonly tool: 'Apptainer' | 'Nextflow';
  readonly line: string;
}

/** One word of a POSIX shell, whatever the path holds. */
const shellWord = (text: string): string =>
  /^[A-Za-z0-9._/@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** Globus writes a home folder as `/~/`; a shell does not expand `~` in quotes, so only the rest may stand in them. */
const inShell = (path: string): string => (path.startsWith('/~/') ? `~/${shellWord(path.slice(3))}` : shellWord(path));

/** Groovy expands `$HOME` between double quotes. */
const inGroovy = (path: string): string => {
  const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('$', '\\$');
  return path.startsWith('/~/') ? `"$HOME/${escaped(path.slice(3))}"` : `"${escaped(path)}"`;
};

/** Nextflow looks for such names in its library folder: `host-collection-name-tag.img`, no folders. */
const isNextflowName = (path: string): boolean => path.endsWith('.img');

/** Lines that use an image at the endpoint where it arrived; `path` is Globus's path of the file. */
export function runLines(path: string): readonly RunLine[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return [
    { tool: 'Apptainer', line: `apptainer run ${inShell(path)}` },
    {
      tool: 'Nextflow',
      line: isNextflowName(path)
        ? `singularity.libraryDir = ${inGroovy(folder)}`
        : `process.container = ${inGroovy(path)}`,
    },
  ];
}
