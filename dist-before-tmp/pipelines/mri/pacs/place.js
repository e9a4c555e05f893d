import { isIP } from "node:net";
import { expected } from "../../../shared/errors.js";
/** AE titles: 1 to 16 characters of the default repertoire without backslash, not spaces alone (PS3.5 6.2). */
export function aeTitle(text, subject) {
    const title = text.trim();
    if (!/^[\x20-\x5b\x5d-\x7e]{1,16}$/.test(title))
        throw expected("bad-option", { subject, want: "an AE title of 1 to 16 letters", got: "something else", advice: "ask the PACS administrator" });
    return title;
}
/** Throws bad-option, without repeating the address: it may hold a password. */
export function dicomwebPlace(address, { insecureHttp = false } = {}) {
    const wrong = (want, got, advice) => expected("bad-option", { subject: "--dicomweb", want, got, advice });
    const url = parsed(address);
    if (url === undefined || !/^https?:$/.test(url.protocol))
        throw wrong("an https:// address", "something else", "give the base address of the DICOMweb services");
    if (url.username !== "" || url.password !== "")
        throw wrong("an address without user and password", "one with them", "put them into DOMAIN_SR_DICOMWEB_AUTHORIZATION, where other users of the machine cannot read them");
    if (url.search !== "" || url.hash !== "")
        throw wrong("the base address of the services", "one with ? or #", "leave that away");
    if (url.protocol === "http:" && !isLoopback(url.hostname) && !insecureHttp)
        throw wrong("https://", "http:// to another machine", "use TLS, or accept with --insecure-http that patient data and passwords travel in the clear");
    return { protocol: "dicomweb", url: url.href.replace(/\/+$/, ""), ...(insecureHttp && { insecureHttp }) };
}
/** `dimse://CALLED@host:port`, or dimses:// over TLS. Throws bad-option. */
export function dimsePlace(address, calling, { movePort, moveHost } = {}) {
    const url = parsed(address.replace(/^dimse(s?):/, "http$1:"));
    const port = /:(\d+)\/?$/.exec(address)?.[1];
    if (url === undefined || !/^dimses?:\/\//.test(address) || url.username === "" || url.password !== "" || port === undefined || !/^\/?$/.test(url.pathname + url.search + url.hash)) {
        throw expected("bad-option", { subject: "--dimse", want: "dimse://CALLED_AET@host:port", got: "something else", advice: "give the AE title, host and port of the PACS; dimses:// is over TLS" });
    }
    return {
        protocol: "dimse", host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(port), called: aeTitle(decodeURIComponent(url.username), "--dimse"), calling: aeTitle(calling, "--aet"),
        ...(address.startsWith("dimses:") && { tls: true }), ...(movePort !== undefined && { movePort }), ...(moveHost !== undefined && { moveHost }),
    };
}
/** For errors and reports: no path, which may hold more than an address. */
export function nameOf(place) {
    return place.protocol === "dicomweb" ? new URL(place.url).origin : `${place.called} at ${place.host}:${place.port}`;
}
export function isLoopback(hostname) {
    const host = hostname.replace(/^\[|\]$/g, "");
    return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}
function parsed(address) {
    return URL.canParse(address) ? new URL(address) : undefined;
}
//# sourceMappingURL=place.js.map