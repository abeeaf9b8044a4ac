import { PageHeader } from '../../components/PageHeader.tsx';

export function ChartPage() {
  return <PageHeader title="Chart" />;
}
