export interface Notifier {
  /** Languages of whoever is told, the preferred one first. Absent: English. */
  readonly locales?: readonly string[];
  notify(message: { readonly title: string; readonly body: string }): void;
}
