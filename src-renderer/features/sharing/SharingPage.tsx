import { EmptyState } from '../../components/EmptyState.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { hrefOf } from '../../stores/routeStore.ts';

export function SharingPage() {
  return (
    <>
      <PageHeader title="Sharing" />
      <div className="page-body sharing-page">
        <EmptyState
          purpose="Here two registries will agree on what they send each other."
          reason="A partner registry, what you offer it, until when, and what it offers you. This is not available yet: Portolan keeps your own endpoints up to date for now."
          link={<a href={hrefOf('subscriptions')}>Follow a container collection instead</a>}
        />
      </div>
    </>
  );
}
