import type { Context, Hono } from 'hono';
import type Provider from 'oidc-provider';
import { errors } from 'oidc-provider';
import type { ScopeGrants } from './authConsents.ts';
import type { AuthEnv } from './authFront.ts';
import type { AskedScope } from './authScopes.ts';
import { allowPage, choosePage, problemPage, sendPage } from './loginPages.ts';
import type { LabPerson } from './world.ts';

/** What one authorization request asks, read from its parameters. */
export interface AskedSignIn {
  readonly scopes: readonly AskedScope[];
  readonly isOffline: boolean;
  /** `scopes` in plain words. */
  readonly asks: readonly string[];
  /** Why the app sends the person here again, in its own words. */
  readonly message: string | undefined;
  readonly label: string | undefined;
  /** Who may sign in; fewer than all when particular identities are required. */
  readonly people: readonly LabPerson[];
}

interface Dependencies {
  readonly provider: Provider;
  readonly grants: ScopeGrants;
  readonly serviceName: string;
  readonly read: (params: Readonly<Record<string, unknown>>) => AskedSignIn;
  /** Called when the person allowed the request: `grantId` is what its code will carry. */
  readonly allowed: (grantId: string, params: Readonly<Record<string, unknown>>) => void;
}

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

export const loginPath = (uid: string): string => `/login/${uid}`;

/** What the provider knows of a sign-in on its way, and the ways to go on with it. */
function createInteractions(provider: Provider) {
  const find = async (c: Context<AuthEnv>): Promise<Interaction | undefined> => {
    try {
      return await provider.interactionDetails(c.env.incoming, c.env.outgoing);
    } catch (error) {
      if (error instanceof errors.SessionNotFound) return undefined;
      throw error;
    }
  };

  const answer = async (c: Context<AuthEnv>, result: Parameters<Provider['interactionResult']>[2]) => {
    const returnTo = await provider.interactionResult(c.env.incoming, c.env.outgoing, result, {
      mergeWithLastSubmission: false,
    });
    return c.redirect(returnTo, 303);
  };

  /** The browser's session goes over to the chosen person: left alone, the provider would ask to sign out first. */
  const moveSession = async ({ session }: Interaction, person: LabPerson): Promise<void> => {
    if (session === undefined || session.accountId === person.id) return;
    const found = await provider.Session.findByUid(session.uid);
    if (found === undefined) return;
    found.authorizations = {};
    found.loginAccount({ accountId: person.id });
    await found.persist();
  };

  return { find, answer, moveSession };
}

async function sendEnded(c: Context): Promise<Response> {
  const says = 'Go back to the app and start the sign-in again.';
  return sendPage(c, await problemPage('This sign-in has ended', says, {}), 400);
}

/** The two steps of a sign-in: choose a person, allow what is asked. Steps that have nothing to ask are skipped. */
export function addLoginRoutes(app: Hono<AuthEnv>, { provider, grants, serviceName, read, allowed }: Dependencies) {
  const interactions = createInteractions(provider);

  const finish = async (c: Context<AuthEnv>, interaction: Interaction, person: LabPerson, isChosen: boolean) => {
    const clientId = String(interaction.params.client_id);
    const { scopes, isOffline } = read(interaction.params);
    const grant = new provider.Grant({ accountId: person.id, clientId });
    grant.addOIDCScope(String(interaction.params.scope ?? ''));
    const grantId = await grant.save();
    grants.give({ personId: person.id, clientId }, scopes, isOffline);
    allowed(grantId, interaction.params);
    const login = isChosen ? { login: { accountId: person.id } } : {};
    const back = await interactions.answer(c, { ...login, consent: { grantId } });
    // Only now: an interaction is not found any more once its session belongs to somebody else.
    await interactions.moveSession(interaction, person);
    return back;
  };

  app.get(loginPath(':uid'), async (c) => {
    const interaction = await interactions.find(c);
    if (interaction === undefined) return sendEnded(c);
    const { params, prompt, session } = interaction;
    const asked = read(params);
    const client = await provider.Client.find(String(params.client_id));
    const at = {
      ...asked,
      action: loginPath(interaction.uid),
      serviceName,
      clientName: client?.clientName ?? 'An app',
    };
    const chosen = c.req.query('as');
    const remembered = prompt.name === 'login' || c.req.query('choose') !== undefined ? undefined : session?.accountId;
    const person = asked.people.find(({ id }) => id === (chosen ?? remembered));
    if (person === undefined) return sendPage(c, await choosePage(at));
    const isAskedAnew = String(params.prompt ?? '')
      .split(' ')
      .includes('consent');
    const isCovered = grants.covers({ personId: person.id, clientId: String(params.client_id) }, asked.scopes);
    if (isCovered && !isAskedAnew) return finish(c, interaction, person, chosen !== undefined);
    return sendPage(c, await allowPage({ ...at, person }));
  });

  app.post(loginPath(':uid'), async (c) => {
    const interaction = await interactions.find(c);
    if (interaction === undefined) return sendEnded(c);
    const { as, decision } = await c.req.parseBody();
    const person = read(interaction.params).people.find(({ id }) => id === as);
    if (decision === 'allow' && person !== undefined) return finish(c, interaction, person, true);
    return interactions.answer(c, { error: 'access_denied', error_description: 'The person did not allow it' });
  });
}
