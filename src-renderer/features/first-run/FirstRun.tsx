import { PageHeader } from '../../components/PageHeader.tsx';

export function FirstRun() {
  return <PageHeader title="Welcome" />;
}
