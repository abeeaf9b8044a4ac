import { PageHeader } from '../../components/PageHeader.tsx';

export function ActivityPage() {
  return <PageHeader title="Activity" />;
}
