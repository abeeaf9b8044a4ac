import { stat } from 'node:fs/promises';
import { join, normalize, sep } from 'node:path';
import { sendFile } from './fileAnswer.ts';
import { errorPage, escapeHtml, json, notFoundPage, page, redirect, text } from './registryAnswers.ts';
import type { RegistryCall, RegistryParts, RegistryRoute, View } from './registryRoute.ts';
import { imageUri } from './registryRows.ts';

function route(pattern: RegExp, get: View): RegistryRoute {
  return { pattern, family: 'page', limitedAs: 'Pages', views: { GET: get } };
}

/** Web pages, downloads and the files that the web server gives out by itself. */
export function pageRoutes(parts: RegistryParts): RegistryRoute[] {
  const { store } = parts;
  const list = (title: string, isShown: (name: string, isPrivate: boolean) => boolean) => {
    const lines = store.images().flatMap((row) => {
      const inside = store.collectionById(row.collectionId);
      return inside && isShown(`${inside.name}/${row.name}`, inside.isPrivate)
        ? [`<li><a href="/containers/${row.id}">${escapeHtml(imageUri(row, inside))}</a></li>`]
        : [];
    });
    return page(title, `<ul>\n${lines.join('\n')}\n</ul>`);
  };
  return [
    route(/^\/$/, () => list('Practice Lab Registry', (_name, isPrivate) => !isPrivate)),
    route(/^\/collections$/, () => list('Collections', (_name, isPrivate) => !isPrivate)),
    route(/^\/search\/(.+)$/, ({ parts: [words = ''] }) =>
      list('Search', (name) => name.includes(words.toLowerCase())),
    ),
    route(/^\/containers\/(\d+)\/?$/, ({ parts: [id] }) => containerPage(Number(id), parts)),
    route(/^\/containers\/(\d+)\/download\/recipe\/?$/, ({ parts: [id] }) => recipe(Number(id), parts)),
    route(/^\/containers\/(\d+)\/download\/([0-9a-f-]{36})$/, (call) => download(call, parts)),
    route(/^\/login\/$/, () => page('Login', '<p>Sign in from Portolan, or use your registry token.</p>')),
    route(/^\/token$/, () => redirect('/accounts/login/?next=/token', 302)),
    configRoute(parts),
    metadataRoute(parts),
    imagesRoute(parts),
  ];
}

function containerPage(id: number, { store }: RegistryParts): Response {
  const row = store.imageById(id);
  const inside = row && store.collectionById(row.collectionId);
  if (!row || !inside) return notFoundPage();
  if (inside.isPrivate) return redirect('/collections', 302);
  return page(imageUri(row, inside), `<p>${escapeHtml(row.version ?? '')}</p>`);
}

function recipe(id: number, { store }: RegistryParts): Response {
  const row = store.imageById(id);
  if (!row) return notFoundPage();
  const deffile = row.metadata.deffile;
  if (typeof deffile !== 'string') return redirect(`/containers/${id}`, 302);
  return text(deffile, 'text/plain', { 'Content-Disposition': `attachment; filename="Singularity.${row.tag}"` });
}

/** The download page: whole file or nothing, no ranges, no ETag; whoever has the secret may have the file. */
async function download({ request, parts: [id, secret] }: RegistryCall, parts: RegistryParts): Promise<Response> {
  const row = parts.store.imageById(Number(id));
  const inside = row && parts.store.collectionById(row.collectionId);
  if (!row || !inside || inside.secret !== secret || row.store === 'objects') return notFoundPage();
  const path = row.relativePath && join(parts.imagesDir, row.relativePath);
  const withoutConditions = new Request(request.url, { method: request.method });
  const sent = path ? await sendFile(path, withoutConditions, { contentType: 'application/img' }) : null;
  if (!sent) return errorPage(); // the row is there, its file is lost
  parts.store.noteDownload(row.id);
  for (const name of ['Accept-Ranges', 'ETag', 'Last-Modified']) sent.headers.delete(name);
  const fileName = `${imageUri(row, inside).replaceAll('/', '-')}.sif`;
  sent.headers.set('Content-Disposition', `attachment; filename="${fileName}"`);
  return sent;
}

/** What Singularity reads first; JSON under the content type of a page. */
function configRoute({ origin }: RegistryParts): RegistryRoute {
  const get = () => {
    const uri = origin();
    const config = {
      env: { name: 'prod' },
      logging: { console: true },
      libraryAPI: { uri },
      keystoreAPI: { uri },
      tokenAPI: { uri },
      auth: {
        issuer: uri,
        requireHttps: false,
        redirectUri: '',
        clientId: 'services-frontend',
        scope: 'openid email profile',
        silentRenew: false,
        silentRenewUrl: '',
      },
    };
    return text(`${JSON.stringify(config, null, 2)}\n`, 'text/html; charset=utf-8');
  };
  return { pattern: /^\/assets\/config\/config\.prod\.json$/, family: 'static', views: { GET: get } };
}

/** Where people sign in (RFC 9728): the lab registry's addition, no stock registry has it. */
function metadataRoute({ origin, issuer }: RegistryParts): RegistryRoute {
  const get = () =>
    json({
      resource: `${origin()}/`,
      authorization_servers: [issuer()],
      scopes_supported: ['openid', 'profile', 'offline_access', 'registry'],
      bearer_methods_supported: ['header'],
      resource_name: 'Practice Lab Registry',
    });
  return { pattern: /^\/\.well-known\/oauth-protected-resource$/, family: 'static', views: { GET: get } };
}

/** Image files for whoever knows their path, those of private collections included; folders are not listed. */
function imagesRoute({ imagesDir }: RegistryParts): RegistryRoute {
  const get = async ({ request, parts: [relative = ''] }: RegistryCall) => {
    const path = normalize(join(imagesDir, relative));
    if (relative.includes('\0') || !path.startsWith(imagesDir + sep)) return notFoundPage();
    const isFolder = await stat(path).then(
      (facts) => facts.isDirectory(),
      () => false,
    );
    if (isFolder) return page('403 Forbidden', '', 403);
    return (await sendFile(path, request, { contentType: 'application/octet-stream' })) ?? notFoundPage();
  };
  return { pattern: /^\/images\/(.+)$/, family: 'static', views: { GET: get } };
}
