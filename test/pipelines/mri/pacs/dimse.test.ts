import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import dicomParser from "dicom-parser";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { checkPlace, dimsePlace, findStudies, listen, pullStudy, pushFolder, studyFolder, type Dimse, type ListenOptions } from "../../../../pipelines/mri/pacs/index.js";
import { preferred } from "../../../../pipelines/mri/pacs/dimse-peer.js";
import { uidOf } from "../../../../pipelines/mri/dicom/write-uid.js";
import { makeSeries, makeStudy, type MadeSeries } from "../make-study.js";
import { workFolder } from "../oracles.js";
import { freePort, hasOrthanc, startOrthanc, type Orthanc } from "./orthanc.js";
import { impatience as patience } from "./server.js";

vi.setConfig({ testTimeout: 120_000 });

const root = workFolder();
const out = (...names: string[]): string => join(root, ...names);
const uid = uidOf("fixture", "1");
const small = { slices: 2, rows: 20, columns: 16 } as const;
let made: readonly MadeSeries[];
const hasDcmtk = existsSync("/usr/bin/storescp") && existsSync("/usr/bin/storescu");

beforeAll(async () => {
  made = await makeStudy(out("study"), {
    junk: true,
    series: [
      { number: 1, ...small }, { number: 2, transferSyntax: "jpeg-ls", ...small }, { number: 3, transferSyntax: "rle", ...small }, { number: 4, transferSyntax: "implicit", ...small },
      { number: 5, transferSyntax: "big-endian", ...small }, { number: 6, transferSyntax: "jpeg-2000", ...small }, { number: 7, object: "enhanced", ...small }, { number: 8, kind: "ct", ...small },
    ],
  });
  const { files } = await makeSeries(out("deflated"), { number: 9, transferSyntax: "deflated", ...small });
  await mkdir(out("every-syntax"));
  for (const [i, file] of [...made.flatMap((it) => it.files), ...files].entries()) await copyFile(file, out("every-syntax", String(i)));
});

/** A data set as it lies in a Part 10 file. */
function dataSet(bytes: Buffer): string {
  return bytes.subarray((dicomParser.readPart10Header(bytes) as unknown as { position: number }).position).toString("latin1");
}
const dataSets = (files: readonly Buffer[]): string[] => files.map(dataSet).sort();
const read = (files: readonly string[]): Promise<Buffer[]> => Promise.all(files.map((file) => readFile(file)));
const below = async (folder: string): Promise<Buffer[]> => read((await readdir(folder)).map((name) => join(folder, name)));
const sources = async (wanted: (_: MadeSeries, index: number) => boolean = () => true): Promise<Buffer[]> => read(made.filter(wanted).flatMap(({ files }) => files));

/** A listener and what it tells, one by one. */
async function listening(given: Partial<ListenOptions> & { readonly output: string }) {
  const stop = new AbortController();
  const told: { folder: string; instances: number }[] = [];
  let wake: () => void = () => undefined;
  let port = 0;
  let ready: (port: number) => void = () => undefined;
  const started = new Promise<number>((resolve) => (ready = resolve));
  const ended = listen({ port: 0, aet: "US", quietMs: 150, signal: stop.signal, onReady: ready, onStudy: (study) => void (told.push(study), wake()), ...given });
  port = await Promise.race([started, ended.then(() => 0)]);
  return {
    place: dimsePlace(`dimse://US@127.0.0.1:${port}`, "THEM"), port,
    next: async () => {
      while (told.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return told.shift()!;
    },
    stop: async () => {
      stop.abort();
      await ended;
    },
  };
}

describe.skipIf(!hasOrthanc)("a PACS over DIMSE", () => {
  let orthanc: Orthanc;
  let place: Dimse;
  let port: number;
  beforeAll(async () => {
    port = await freePort();
    orthanc = await startOrthanc(out("orthanc"), { modalities: { us: ["US", "127.0.0.1", port] } });
    place = dimsePlace(`dimse://${orthanc.aet}@127.0.0.1:${orthanc.dicomPort}`, "US");
  });
  afterAll(async () => orthanc.stop());

  it("gets a study as it is, finds it, and gives it back as it is stored", async () => {
    await checkPlace(place, { patience });
    expect(await pushFolder(place, out("study"), { patience })).toEqual({ stored: 15, already: 0, failed: {}, warnings: {}, leftAlone: 5 });
    expect(dataSets(await orthanc.instances())).toEqual(dataSets(await sources()));
    expect(await pushFolder(place, out("study"), { patience })).toMatchObject({ stored: 0, already: 15 });
    // a name with a letter beyond ASCII
    expect(await findStudies(place, { PatientName: "PLANTED^NAMÉ", StudyDate: "20240101-" }, { patience })).toEqual([{ studyUid: uid, modalities: ["CT", "MR"], instances: 15 }]);
    expect(await findStudies(place, { PatientID: "somebody else" }, { patience })).toEqual([]);
    expect(await pullStudy(place, uid, out("got", "study"), { patience })).toMatchObject({ outcome: "pulled", series: 7, instances: 13 });
    expect(dataSets(await below(out("got", "study")))).toEqual(dataSets(await sources((_, i) => i !== 7)));
    expect(await pullStudy(place, uid, out("got", "study"), { patience })).toMatchObject({ outcome: "already" });
    expect(await pullStudy({ ...place, movePort: port }, uid, out("moved", "study"), { allSeries: true, patience })).toMatchObject({ outcome: "pulled", series: 8, instances: 15 });
    expect(dataSets(await below(out("moved", "study")))).toEqual(dataSets(await sources()));
    expect([...(await readdir(out("got"))), ...(await readdir(out("moved")))]).toEqual(["study", "study"]);
  });

  it("that does not know the names says so", async () => {
    await expect(checkPlace({ ...place, called: "NOBODY" }, { patience })).rejects.toMatchObject({ retry: false, message: expect.stringContaining("got a rejection (it is not called NOBODY); have the PACS administrator enter us") as string });
    await expect(pullStudy({ ...place, calling: "STRANGER", movePort: await freePort() }, uid, out("none", "study"), { patience })).rejects.toThrow("got status C000H; see the log of the PACS, and have its administrator enter the AE title STRANGER with our host and port");
    expect(await readdir(out("none"))).toEqual([]);
  });

  it("is asked again where the line breaks", async () => {
    let lines = 0;
    const proxy = createServer((socket) => {
      lines += 1;
      const through = connect(orthanc.dicomPort, "127.0.0.1");
      socket.on("error", () => undefined).on("close", () => through.destroy());
      through.on("error", () => undefined).on("close", () => socket.destroy());
      socket.pipe(through);
      if (lines !== 1) return void through.pipe(socket);
      through.once("data", () => socket.destroy());
    }).listen(0, "127.0.0.1");
    await once(proxy, "listening");
    try {
      const broken = { ...place, port: (proxy.address() as AddressInfo).port };
      expect(await findStudies(broken, { PatientID: "PLANTED-ID" }, { patience })).toHaveLength(1);
      expect(lines).toBe(2);
      lines = 0;
      await expect(findStudies(broken, { PatientID: "PLANTED-ID" }, { patience: { ...patience, attempts: 1 } })).rejects.toMatchObject({ retry: true });
    } finally {
      proxy.close();
    }
  });
});

it("nobody at the address may pass", async () => {
  await expect(checkPlace(dimsePlace(`dimse://PACS@127.0.0.1:${await freePort()}`, "US"), { patience })).rejects.toMatchObject({ retry: true, message: expect.stringContaining("expected an association, got ECONNREFUSED") as string });
});

it.each([
  [["1.2.840.10008.1.2", "1.2.840.10008.1.2.1"], "1.2.840.10008.1.2.1"], // explicit before implicit
  [["1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2"], "1.2.840.10008.1.2"], // lossless before lossy
  [["1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.1"], "1.2.840.10008.1.2.4.80"], // as the sender has it
  [["1.2.840.10008.1.2.4.102", "1.2.3"], undefined], // nothing that is read here
])("of the transfer syntaxes %j %s is taken", (offered, chosen) => {
  expect(preferred(offered)).toBe(chosen);
});

describe("a listener", () => {
  it("keeps the bytes of every data set, and shows a study when it is quiet", async () => {
    const it = await listening({ output: out("inbox") });
    // it answers no searches
    expect(await pushFolder(it.place, out("every-syntax"), { patience })).toEqual({ stored: 17, already: 0, failed: {}, warnings: {}, leftAlone: 0 });
    expect(await it.next()).toEqual({ folder: studyFolder(uid), instances: 17 });
    await it.stop();
    expect(dataSets(await below(out("inbox", studyFolder(uid))))).toEqual(dataSets(await read((await readdir(out("every-syntax"))).map((name) => out("every-syntax", name)))));
    expect((await readdir(out("inbox"), { recursive: true })).filter((name) => /(^|\/)\..*\//.test(name))).toEqual([]);
  });

  it("leaves nothing of an instance whose sender broke off", async () => {
    const it = await listening({ output: out("broken"), quietMs: 3_600_000 });
    // larger than a PDU, so that there is a beginning to be left
    await makeSeries(out("large"), { slices: 2, rows: 512, columns: 512 });
    const cut = 512 * 512 * 2 + 300_000;
    const proxy = createServer((socket) => {
      const through = connect(it.port, "127.0.0.1");
      let sent = 0;
      socket.on("error", () => undefined).on("close", () => through.destroy());
      through.on("error", () => undefined).on("close", () => socket.destroy()).pipe(socket);
      socket.on("data", (bytes: Buffer) => {
        sent += bytes.length;
        through.write(bytes, () => sent > cut && socket.destroy());
      });
    }).listen(0, "127.0.0.1");
    await once(proxy, "listening");
    const broken = { ...it.place, port: (proxy.address() as AddressInfo).port };
    await expect(pushFolder(broken, out("large"), { patience: { ...patience, attempts: 1 } })).rejects.toMatchObject({ retry: true });
    proxy.close();
    // the first instance came whole
    const left = await vi.waitFor(async () => {
      const files = (await readdir(out("broken"), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
      expect(files.map(({ name }) => name.startsWith("."))).toEqual([false]);
      return files.map((entry) => join(entry.parentPath, entry.name));
    }, 30_000);
    await it.stop();
    expect(dataSets(await below(out("large")))).toContain(dataSets(await read(left))[0]);
  });

  it.skipIf(!hasDcmtk)("takes what dcmtk sends, from those that are accepted, and goes on with it after a stop", async () => {
    const output = out("listened");
    const send = (port: number, ...given: string[]) => spawn("/usr/bin/storescu", ["-xs", "+sd", "+r", "-aec", "US", ...given, "127.0.0.1", String(port), out("study", "series-1"), out("study", "series-4")], { stdio: ["ignore", "ignore", "pipe"] });
    const first = await listening({ output, accept: ["SCANNER"], quietMs: 3_600_000 });
    const stranger = send(first.port, "-aet", "STRANGER", "-xi");
    let why = "";
    stranger.stderr.on("data", (text: Buffer) => (why += text.toString()));
    expect((await once(stranger, "close"))[0]).not.toBe(0);
    expect(why).toContain("Calling AE Title Not Recognized");
    expect((await once(send(first.port, "-aet", "SCANNER", "-xe"), "close"))[0]).toBe(0);
    expect((await readdir(output)).every((name) => name.startsWith("."))).toBe(true);
    await first.stop();

    const second = await listening({ output, port: first.port });
    expect(await second.next()).toEqual({ folder: studyFolder(uid), instances: 4 });
    // more of it comes later
    expect((await once(send(second.port, "-aet", "SCANNER"), "close"))[0]).toBe(0);
    expect(await second.next()).toEqual({ folder: `${studyFolder(uid)}-2`, instances: 4 });
    await second.stop();
    const pixels = (bytes: Buffer): string => bytes.subarray(bytes.length - 2 * 20 * 16).toString("latin1");
    const wanted = (await sources((_, i) => i === 0 || i === 3)).map(pixels).sort();
    for (const folder of [studyFolder(uid), `${studyFolder(uid)}-2`]) expect((await below(join(output, folder))).map(pixels).sort()).toEqual(wanted);
  });

  it.skipIf(!existsSync("/usr/bin/openssl"))("over TLS lets in who trusts it, and of callers those with a certificate", async () => {
    const certificate = (name: string): { key: string; cert: string } => {
      const [key, cert] = [out(`${name}.key`), out(`${name}.pem`)];
      const made = spawnSync("/usr/bin/openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", `/CN=${name}`, "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert]);
      expect(made.status).toBe(0);
      return { key, cert };
    };
    const [server, caller] = [certificate("server"), certificate("caller")];
    const as = (who: { key: string; cert: string } | undefined, trusted: string): void => {
      vi.stubEnv("DOMAIN_SR_DIMSE_KEY", who?.key ?? "");
      vi.stubEnv("DOMAIN_SR_DIMSE_CERT", who?.cert ?? "");
      vi.stubEnv("DOMAIN_SR_DIMSE_CA", trusted);
    };
    as(server, caller.cert);
    const it = await listening({ output: out("secure"), tls: true });
    const place = dimsePlace(`dimses://US@127.0.0.1:${it.port}`, "THEM");
    try {
      as(caller, server.cert);
      await checkPlace(place, { patience });
      as(caller, "");
      await expect(checkPlace(place, { patience })).rejects.toMatchObject({ retry: false, message: expect.stringMatching(/expected a certificate that is trusted, got .*NODE_EXTRA_CA_CERTS/) as string });
      as(undefined, server.cert);
      await expect(checkPlace(place, { patience: { ...patience, attempts: 1 } })).rejects.toThrow("expected a PACS that takes our certificate");
      await expect(checkPlace(it.place, { patience: { ...patience, attempts: 1, answerMs: 2000 } })).rejects.toThrow("expected an association");
      as(caller, out("nowhere.pem"));
      await expect(checkPlace(place, { patience })).rejects.toThrow("DOMAIN_SR_DIMSE_CA: expected a PEM file that can be read, got ENOENT");
    } finally {
      vi.unstubAllEnvs();
      await it.stop();
    }
  });
});
