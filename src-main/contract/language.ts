/** Languages the screens speak. The command line speaks English. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];
