import { IconCircleCheck, IconHelpCircle } from '@tabler/icons-react';
import type { RegistryProbe } from '../../../src-main/contract/registry.ts';
import { useWords } from '../../strings/WordsContext.tsx';

export function ProbeResult({ probe }: { readonly probe: RegistryProbe }) {
  const { t } = useWords();
  const { version, containerCollections, images } = probe;
  const kind = t(`settings.registries.${probe.kind}`);
  const counts = [
    containerCollections !== null && t('settings.registries.collections', { count: containerCollections }),
    images !== null && t('settings.registries.images', { count: images }),
  ].filter(Boolean);
  const Mark = probe.kind === 'unknown' ? IconHelpCircle : IconCircleCheck;
  return (
    <div className={`probe-result probe-${probe.kind}`} role="status">
      <Mark size={20} aria-hidden="true" />
      <div>
        <strong>
          {version
            ? t('settings.registries.foundVersion', { kind, version })
            : t('settings.registries.found', { kind })}
        </strong>
        <p className="soft small">{[probe.name, ...counts].filter(Boolean).join(' · ')}</p>
      </div>
    </div>
  );
}
