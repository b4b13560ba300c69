import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider/lib/provider.js';
import { readBody } from './http.js';
import type { Realm } from './realm.js';

/** Answers the login page of a running authorization request: the form, and what is sent with it. */
export async function handleLogin(
  provider: Provider,
  realm: Realm,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const interaction = await provider.interactionDetails(request, response).catch(() => undefined);
  if (!interaction) {
    return sendPage(response, 400, messagePage('This login is over. Start again in the application.'));
  }
  if (request.method !== 'POST') return sendPage(response, 200, loginForm());
  const form = new URLSearchParams(await readBody(request));
  const username = form.get('username') ?? '';
  const user = realm.users.findByLogin(username);
  const clientId = String(interaction.params['client_id']);
  if (!user?.enabled || !realm.users.passwordMatches(user, form.get('password') ?? '')) {
    const error = user && !user.enabled ? 'user_disabled' : 'invalid_user_credentials';
    realm.events.recordLogin({
      type: 'LOGIN_ERROR',
      clientId,
      userId: user?.id,
      error,
      details: { username },
    });
    return sendPage(response, 200, loginForm('Invalid username or password.', username));
  }
  realm.events.recordLogin({ type: 'LOGIN', clientId, userId: user.id, details: { username } });
  await provider.interactionFinished(request, response, { login: { accountId: user.id } });
}

function loginForm(error = '', username = ''): string {
  return page(
    'Sign in',
    `${error && `<p role="alert">${escapeHtml(error)}</p>`}
    <form method="post">
      <label>Username or email <input name="username" value="${escapeHtml(username)}" autocomplete="username" required autofocus></label>
      <label>Password <input name="password" type="password" autocomplete="current-password" required></label>
      <button>Sign in</button>
    </form>
    <p>Passwords of the demo users are in <code>credentials.json</code> in the state folder.</p>`,
  );
}

/** One sentence, and a button when there is a form to confirm. `form` is HTML already. */
export function messagePage(
  text: string,
  confirm?: { form: string; formId: string; button: string },
): string {
  const button =
    confirm && `<button form="${confirm.formId}" name="${confirm.button}" value="yes">Continue</button>`;
  return page('Ashlar demo sign-in', `<p>${escapeHtml(text)}</p>${confirm?.form ?? ''}${button ?? ''}`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>${title}</title>
    <style>
      body { font: 1rem/1.5 system-ui, sans-serif; max-width: 22rem; margin: 4rem auto; padding: 0 1rem }
      label, input, button { display: block; width: 100%; box-sizing: border-box; margin-bottom: .75rem; font: inherit }
      input, button { padding: .5rem }
      [role=alert] { color: #b00020 }
    </style>
  </head>
  <body>
    <h1>${title}</h1>
    ${body}
  </body>
</html>
`;
}

function sendPage(response: ServerResponse, status: number, html: string): void {
  response
    .writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    .end(html);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
