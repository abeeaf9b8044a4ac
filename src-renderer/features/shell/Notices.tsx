import { IconPlugConnectedX } from '@tabler/icons-react';
import { Trans } from 'react-i18next';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useConnection, useRead } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

/** What must be known on every page: a lost connection, and state that had to be put aside at the start. */
export function Notices() {
  const { t } = useWords();
  const status = useRead('status');
  const connection = useConnection();
  const notices = status.value?.notices ?? [];
  if (connection !== 'lost' && notices.length === 0) return null;
  return (
    <div className="notices">
      {connection === 'lost' && (
        <div className="notice-lost" role="alert">
          <IconPlugConnectedX size={18} aria-hidden="true" />
          <span>
            <Trans t={t} i18nKey="shell.notices.lost" components={{ b: <strong /> }} />
          </span>
        </div>
      )}
      {notices.map((notice) => (
        <ProblemView
          key={JSON.stringify(notice)}
          compact
          problem={{ ...notice, at: status.readAt ?? new Date().toISOString() }}
        />
      ))}
    </div>
  );
}
