export interface Notifier {
  notify(message: { readonly title: string; readonly body: string }): void;
}
