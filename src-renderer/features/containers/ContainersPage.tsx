import './containers.css';
import { lazy } from 'react';
import { useRoute } from '../../stores/StoresContext.tsx';
import { ContainerDetailPage } from './ContainerDetailPage.tsx';
import { ContainerListPage } from './ContainerListPage.tsx';
import { comparedIn } from './comparePlace.ts';

const ComparePage = lazy(async () => ({ default: (await import('./ComparePage.tsx')).ComparePage }));

export function ContainersPage() {
  const { id } = useRoute();
  if (id === null) return <ContainerListPage />;
  const compared = comparedIn(id);
  return compared ? <ComparePage {...compared} /> : <ContainerDetailPage key={id} id={id} />;
}
