import { throwIfAborted } from "../../../shared/diffusion/sample.js";
import { expected } from "../../../shared/errors.js";
import { credentials } from "./credentials.js";
import { dicomwebPlace, isLoopback, nameOf } from "./place.js";
import { Unavailable } from "./retry.js";
const mostRedirects = 5;
/** May pass: too many requests, bad gateway, not available, gateway time-out (RFC 9110 15.6, RFC 6585 4); request time-out. */
const passing = new Set([408, 429, 502, 503, 504]);
/**
 * One request of a DICOMweb service (PS3.18 8), once. `use` gets the answer and must read what it wants of the body; the connection ends with it.
 * Throws Unavailable for what may pass, bad-input for what the server refuses; neither repeats a word of the address or of the answer.
 */
export async function exchange(request, use) {
    const { patience, signal } = request;
    const clock = idleClock(patience.answerMs, signal);
    try {
        const response = await follow(request, clock);
        if (!request.accepted.includes(response.status))
            throw refusal(request, response);
        const body = async function* () {
            if (response.body === null)
                return;
            clock.wait(patience.idleMs);
            for await (const chunk of response.body) {
                clock.stop(); // a slow disk is not the server's
                yield chunk;
                clock.wait(patience.idleMs);
            }
            clock.stop();
        };
        return await use({ status: response.status, headers: response.headers, body: body() });
    }
    catch (error) {
        throwIfAborted(signal);
        throw clock.ranOut() ? new Unavailable(`${subject(request)}: expected an answer, got none for ${Math.round(clock.ranOut() / 1000)} s; try again later`, { cause: error }) : translated(error, request);
    }
    finally {
        clock.stop();
        clock.end();
    }
}
async function follow(request, clock) {
    const { place, upload, patience } = request;
    dicomwebPlace(place.url, place); // it may come from a job that others wrote
    const secrets = credentials();
    let url = new URL(`${place.url}/${request.path}`);
    const home = url.origin;
    for (let redirects = 0;; redirects++) {
        const headers = { accept: request.accept, ...(upload && { "content-type": upload.type, "content-length": String(upload.length) }), ...(url.origin === home ? secrets : {}) };
        clock.wait(patience.answerMs);
        const response = await fetch(url, {
            method: upload ? "POST" : "GET", headers, redirect: "manual", signal: clock.signal,
            ...(upload && { body: sent(upload.body(), clock, patience), duplex: "half" }),
        });
        const to = response.headers.get("location");
        if (response.status < 300 || response.status >= 400 || response.status === 304 || to === null)
            return response;
        await response.body?.cancel();
        url = redirected(request, url, { to, status: response.status, redirects });
    }
}
function redirected(request, from, { to, status, redirects }) {
    const refuse = (got) => expected("bad-input", { subject: subject(request), want: "an answer", got, advice: "give the address that the services really have" });
    if (redirects >= mostRedirects)
        throw refuse(`more than ${mostRedirects} redirects`);
    if (!URL.canParse(to, from.href))
        throw refuse("a redirect to nowhere");
    const url = new URL(to, from);
    if (url.protocol !== "https:" && !(url.protocol === "http:" && (isLoopback(url.hostname) || request.place.insecureHttp)))
        throw refuse("a redirect to an address without TLS");
    // patient data go where the user said, and nowhere else
    if (request.upload && (url.origin !== from.origin || (status !== 307 && status !== 308)))
        throw refuse("a redirect of what was sent");
    url.username = url.password = "";
    return url;
}
async function* sent(body, clock, { idleMs, answerMs }) {
    for await (const chunk of body) {
        clock.wait(idleMs);
        yield chunk;
    }
    clock.wait(answerMs);
}
function idleClock(first, outer) {
    const controller = new AbortController();
    let timer;
    let out;
    const stop = () => clearTimeout(timer);
    const wait = (ms) => {
        stop();
        timer = setTimeout(() => {
            out = ms;
            controller.abort();
        }, ms);
    };
    wait(first);
    return { signal: outer ? AbortSignal.any([controller.signal, outer]) : controller.signal, wait, stop, end: () => controller.abort(), ranOut: () => out };
}
function subject({ service, place }) {
    return `${service} at ${nameOf(place)}`;
}
function refusal(request, { status, headers }) {
    if (passing.has(status)) {
        const afterMs = retryAfter(headers.get("retry-after"));
        return new Unavailable(`${subject(request)}: expected an answer, got status ${status}; try again later`, afterMs === undefined ? {} : { afterMs });
    }
    const advice = status === 401 || status === 403 ? "set DOMAIN_SR_DICOMWEB_TOKEN or DOMAIN_SR_DICOMWEB_AUTHORIZATION"
        : status === 404 ? "check the address and whether the study is there" : status === 406 || status === 415 ? "ask the PACS administrator which media types it gives" : "see the log of the server";
    return expected("bad-input", { subject: subject(request), want: "an answer", got: `status ${status}`, advice });
}
/** Seconds or a date (RFC 9110 10.2.3), in milliseconds from now. */
function retryAfter(text) {
    if (text === null)
        return undefined;
    const ms = /^\d+$/.test(text.trim()) ? 1000 * Number(text) : Date.parse(text) - Date.now();
    return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
/** Errors of fetch hide the reason in their causes. */
function translated(error, request) {
    if (!(error instanceof TypeError) || !/fetch failed|terminated/.test(error.message))
        return error;
    const reason = error.cause?.code;
    const code = typeof reason === "string" ? reason : "a broken connection";
    if (/ALERT/.test(code))
        return expected("bad-input", { subject: subject(request), want: "a server that asks for no certificate of ours", got: code, advice: "use a token, or DIMSE over TLS", cause: error });
    if (/CERT|SIGNED|ISSUER|ERR_TLS|ERR_SSL|VERIFY/.test(code)) {
        return expected("bad-input", { subject: subject(request), want: "a certificate that is trusted", got: code, advice: "name the hospital's CA file in NODE_EXTRA_CA_CERTS", cause: error });
    }
    return new Unavailable(`${subject(request)}: expected a connection, got ${code}; check the address and the server, try again later`, { cause: error });
}
//# sourceMappingURL=exchange.js.map