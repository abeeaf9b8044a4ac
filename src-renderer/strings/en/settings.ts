export const settings = {
  general: {
    language: 'Language',
    asComputer: 'As this computer',
  },
} as const;
