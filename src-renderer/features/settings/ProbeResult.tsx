import { IconCircleCheck, IconHelpCircle } from '@tabler/icons-react';
import { formatCount } from '../../../src-main/contract/format.ts';
import type { RegistryProbe } from '../../../src-main/contract/registry.ts';

const kindWords: Readonly<Record<RegistryProbe['kind'], string>> = {
  sregistry: 'Singularity Registry Server',
  unknown: 'a server of a kind Portolan does not know',
};

export function ProbeResult({ probe }: { readonly probe: RegistryProbe }) {
  const counts = [
    probe.containerCollections !== null && formatCount(probe.containerCollections, 'container collection'),
    probe.images !== null && formatCount(probe.images, 'image'),
  ].filter(Boolean);
  const Mark = probe.kind === 'unknown' ? IconHelpCircle : IconCircleCheck;
  return (
    <div className={`probe-result probe-${probe.kind}`} role="status">
      <Mark size={20} aria-hidden="true" />
      <div>
        <strong>{`Found: ${kindWords[probe.kind]}${probe.version ? ` ${probe.version}` : ''}`}</strong>
        <p className="soft small">{[probe.name, ...counts].filter(Boolean).join(' · ')}</p>
      </div>
    </div>
  );
}
