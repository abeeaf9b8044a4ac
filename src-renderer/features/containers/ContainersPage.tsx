import { PageHeader } from '../../components/PageHeader.tsx';

export function ContainersPage() {
  return <PageHeader title="Containers" />;
}
