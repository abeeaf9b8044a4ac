import type { ErrorFacts } from './errors.ts';
import type { Language } from './language.ts';

/** What can be wrong at one place of `subscriptions.yml`. */
export type ImportFaultCode =
  | 'notYaml'
  | 'tooManyAliases'
  | 'unknownKeys'
  | 'missing'
  | 'notAllowed'
  | 'noRegistry'
  | 'noEndpoint'
  | 'severalEndpoints'
  | 'notAFolder'
  | 'runsInGlobus'
  | 'twice';

type Words = Readonly<Record<ImportFaultCode, (facts: ErrorFacts) => string>>;

/** `reason` is what the reader of YAML or the rule of a field says by itself, in English. */
export const importFaultWords: Readonly<Record<Language, Words>> = {
  en: {
    notYaml: ({ reason }) => String(reason),
    tooManyAliases: () => 'too many aliases',
    unknownKeys: ({ keys }) => `unknown key: ${keys}`,
    missing: ({ key }) => `${key} is missing`,
    notAllowed: ({ reason }) => String(reason),
    noRegistry: ({ name }) => `no registry "${name}" is connected here`,
    noEndpoint: ({ name }) => `no endpoint "${name}" is known here`,
    severalEndpoints: ({ count, name }) => `${count} endpoints are called "${name}": use the id`,
    notAFolder: () => 'not a folder at an endpoint',
    runsInGlobus: ({ name }) => `"${name}" runs in Globus: take it back first`,
    twice: ({ name }) => `"${name}" is there twice`,
  },
  de: {
    notYaml: ({ reason }) => `kein YAML: ${reason}`,
    tooManyAliases: () => 'zu viele Verweise (Aliasse)',
    unknownKeys: ({ keys }) => `unbekannter Schlüssel: ${keys}`,
    missing: ({ key }) => `${key} fehlt`,
    notAllowed: ({ reason }) => `dieser Wert geht hier nicht: ${reason}`,
    noRegistry: ({ name }) => `eine Registry „${name}“ ist hier nicht verbunden`,
    noEndpoint: ({ name }) => `ein Endpunkt „${name}“ ist hier nicht bekannt`,
    severalEndpoints: ({ count, name }) => `${count} Endpunkte heißen „${name}“: bitte die ID angeben`,
    notAFolder: () => 'kein Ordner an einem Endpunkt',
    runsInGlobus: ({ name }) => `„${name}“ läuft bei Globus: bitte zuerst zurückholen`,
    twice: ({ name }) => `„${name}“ kommt zweimal vor`,
  },
};
