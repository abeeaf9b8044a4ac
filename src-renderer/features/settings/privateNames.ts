/** As many as one registry may have. */
export const mostNames = 500;

/** `collection/name:tag` */
const imageName = /^[^:@\s]+\/[^/:@\s]+:[^/:@\s]+$/;

/** The names as typed, one a line or parted by blanks and commas, and the first that is none. */
export function privateNamesOf(typed: string): { readonly names: readonly string[]; readonly wrong: string | null } {
  const names = [
    ...new Set(
      typed
        .toLowerCase()
        .split(/[\s,;]+/)
        .filter(Boolean),
    ),
  ];
  return { names, wrong: names.find((name) => !imageName.test(name) || name.length > 600) ?? null };
}
