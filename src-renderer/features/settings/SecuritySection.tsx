import { IconLock, IconLockOpen2 } from '@tabler/icons-react';
import { vaultKinds } from '../../../src-main/contract/states.ts';
import { useRead } from '../../stores/StoresContext.tsx';
import { Section } from './Section.tsx';

export function SecuritySection() {
  const status = useRead('status').value;
  if (!status) return null;
  const vault = vaultKinds[status.vault];
  return (
    <Section title="Where sign-ins are kept" says="Tokens of Globus and of registries. They never reach these screens.">
      <div className="vault-card">
        {vault.isWeak ? <IconLockOpen2 size={22} aria-hidden="true" /> : <IconLock size={22} aria-hidden="true" />}
        <div>
          <strong>{vault.name}</strong>
          <p className="soft">{vault.says}</p>
        </div>
      </div>
      <p className="soft small">
        The place is chosen when Portolan starts, by what this computer offers. On a server it can be set with{' '}
        <span className="mono">PORTOLAN_VAULT</span>.
      </p>
    </Section>
  );
}
