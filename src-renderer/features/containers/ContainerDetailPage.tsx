export function ContainerDetailPage({ id }: { readonly id: string }) {
  return <p>{id}</p>;
}
