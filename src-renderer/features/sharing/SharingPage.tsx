import { PageHeader } from '../../components/PageHeader.tsx';

export function SharingPage() {
  return <PageHeader title="Sharing" />;
}
