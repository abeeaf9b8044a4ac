export const settings = {
  general: {
    theme: 'Theme',
    light: 'Chart (light)',
    dark: 'Night (dark)',
    language: 'Language',
    asComputer: 'As this computer',
  },
} as const;
