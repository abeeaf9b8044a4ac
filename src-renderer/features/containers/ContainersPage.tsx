import './containers.css';
import { useRoute } from '../../stores/StoresContext.tsx';
import { ContainerDetailPage } from './ContainerDetailPage.tsx';
import { ContainerListPage } from './ContainerListPage.tsx';

export function ContainersPage() {
  const { id } = useRoute();
  return id === null ? <ContainerListPage /> : <ContainerDetailPage key={id} id={id} />;
}
