import { describe, expect, it } from 'vitest';
import { receiptText } from '../../../src-renderer/features/activity/receipt.ts';
import { imageAddress } from '../../../src-renderer/lib/imageAddress.ts';
import { runLines } from '../../../src-renderer/lib/runLines.ts';
import { fakeActivities } from '../../fakes/fakeActivities.ts';
import { fakeImages, fakeRegistry } from '../../fakes/fakeImages.ts';
import { englishWords } from './englishWords.ts';

const now = new Date('2026-03-01T12:00:00Z');
const images = fakeImages(now);
const registry = fakeRegistry(now, images.length);

describe('lines to run an image where it arrived', () => {
  it.each([
    [
      '/scratch/lab/torch_2.4.sif',
      'apptainer run /scratch/lab/torch_2.4.sif',
      'process.container = "/scratch/lab/torch_2.4.sif"',
    ],
    [
      '/~/containers/torch_2.4.sif',
      'apptainer run ~/containers/torch_2.4.sif',
      'process.container = "$HOME/containers/torch_2.4.sif"',
    ],
    ["/data/my lab's/a.sif", "apptainer run '/data/my lab'\\''s/a.sif'", 'process.container = "/data/my lab\'s/a.sif"'],
    ['/data/$(rm)/"x".sif', 'apptainer run \'/data/$(rm)/"x".sif\'', 'process.container = "/data/\\$(rm)/\\"x\\".sif"'],
    // Names as Nextflow makes them: it finds them by itself once it knows the folder.
    [
      '/proj/img/host-lab-torch-2.4.img',
      'apptainer run /proj/img/host-lab-torch-2.4.img',
      'singularity.libraryDir = "/proj/img/"',
    ],
  ])('%s', (path, apptainer, nextflow) => {
    expect(runLines(path)).toEqual([
      { tool: 'Apptainer', line: apptainer },
      { tool: 'Nextflow', line: nextflow },
    ]);
  });
});

describe('a receipt', () => {
  const arrived = fakeActivities(images, now).find((one) => one.images.some(({ state }) => state === 'delivered'));
  if (!arrived) throw new Error('no fake activity has arrived');

  it('names image, digest, date, task, endpoint and path of everything that arrived, and nothing else', () => {
    const text = receiptText(englishWords.t, arrived, [registry]) ?? '';
    const delivered = arrived.images.filter(({ state }) => state === 'delivered');
    for (const { name, digest, destinationPath } of delivered) {
      expect(text).toContain(`Image:       https://containers.lab.edu/${name}\n`);
      expect(text).toContain(`Digest:      ${digest}\n`);
      expect(text).toContain(`Path:        ${destinationPath}\n`);
    }
    expect(text).toContain(`Globus task: ${arrived.taskId}\n`);
    expect(text).toContain(`(${arrived.destinationEndpointId})\n`);
    expect(text.match(/^Image:/gm)).toHaveLength(delivered.length);
  });

  it('is none while nothing has arrived', () => {
    const images = arrived.images.map((image) => ({ ...image, state: 'submitted' as const }));
    expect(receiptText(englishWords.t, { ...arrived, images }, [registry])).toBeNull();
  });
});

describe("an image's address", () => {
  const [image] = images;
  if (!image) throw new Error('no image');
  it('names the registry for a file it keeps, and the library for what lies behind its API', () => {
    expect(imageAddress(image, registry)).toBe('shub://containers.lab.edu/lab/alphafold:3.0');
    expect(imageAddress({ ...image, relativePath: null }, registry)).toBe('library://lab/alphafold:3.0');
  });
  it('names an image without a tag by its digest', () => {
    expect(imageAddress({ ...image, tag: null }, registry)).toBe(
      `shub://containers.lab.edu/lab/alphafold:${image.digest?.replace(':', '.')}`,
    );
  });
});
