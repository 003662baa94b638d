// Requests to our own server: JSON in and out, with the page's token, and no exception for a lost connection.

const PATIENCE = 20_000;

function token() {
  return document.querySelector("meta[name=csrf-token]").content;
}

/** `{ok, status, json}`; status 0 when the server could not be reached. */
export async function sendJson(address, method, content, options = {}) {
  try {
    const response = await fetch(address, {
      method,
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
      body: JSON.stringify(content),
      credentials: "same-origin",
      signal: AbortSignal.timeout(PATIENCE),
      ...options,
    });
    return { ok: response.ok, status: response.status, json: await response.json().catch(() => null) };
  } catch {
    return { ok: false, status: 0, json: null };
  }
}

/** After signing in again the old token is void: take the new session's. False when nobody is signed in, null unknown. */
export async function freshToken(address) {
  try {
    const state = await (await fetch(address, { headers: { Accept: "application/json" } })).json();
    document.querySelector("meta[name=csrf-token]").content = state.csrf;
    for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = state.csrf;
    return state.signed_in;
  } catch {
    return null;
  }
}
