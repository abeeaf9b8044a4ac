import { EmptyState } from '../../components/EmptyState.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { hrefOf } from '../../stores/routeStore.ts';
import { useWords } from '../../strings/WordsContext.tsx';

export function SharingPage() {
  const { t } = useWords();
  return (
    <>
      <PageHeader title={t('shell.pages.sharing')} />
      <div className="page-body sharing-page">
        <EmptyState
          purpose={t('shell.sharing.purpose')}
          reason={t('shell.sharing.reason')}
          link={<a href={hrefOf('subscriptions')}>{t('shell.sharing.instead')}</a>}
        />
      </div>
    </>
  );
}
