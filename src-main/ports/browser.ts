/** The system browser. Resolves false when none could be asked. Only https, or http on 127.0.0.1. */
export interface Browser {
  open(url: string): Promise<boolean>;
}
