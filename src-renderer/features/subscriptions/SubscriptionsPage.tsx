import { PageHeader } from '../../components/PageHeader.tsx';

export function SubscriptionsPage() {
  return <PageHeader title="Subscriptions" />;
}
