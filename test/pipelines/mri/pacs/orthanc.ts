import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Debian's packages orthanc and orthanc-dicomweb. */
const program = "/usr/sbin/Orthanc";
const plugin = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so";
export const hasOrthanc = existsSync(program) && existsSync(plugin);

/** Must stand in nothing that we write. */
export const password = "PLANTED-PASSWORD";
export const basic = `Basic ${Buffer.from(`planted:${password}`).toString("base64")}`;

export interface Orthanc {
  /** Base of the DICOMweb services. */
  readonly dicomweb: string;
  readonly dicomPort: number;
  readonly aet: string;
  /** Its own REST interface, parsed. */
  rest<T>(path: string): Promise<T>;
  /** The bytes of every instance, as it keeps them. */
  instances(): Promise<Buffer[]>;
  stop(): Promise<void>;
}

/** Ports that were free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}

/** A PACS of its own on loopback, its storage in `folder`; `modalities` are the application entities that it may send to. */
export async function startOrthanc(folder: string, { modalities = {} }: { readonly modalities?: Record<string, readonly [aet: string, host: string, port: number]> } = {}): Promise<Orthanc> {
  await mkdir(folder, { recursive: true });
  const [httpPort, dicomPort] = [await freePort(), await freePort()];
  const aet = "TESTPACS";
  const config = join(folder, "orthanc.json");
  await writeFile(config, JSON.stringify({
    Name: "test", StorageDirectory: join(folder, "storage"), IndexDirectory: join(folder, "index"), HttpPort: httpPort, DicomPort: dicomPort, DicomAet: aet, DicomCheckCalledAet: true,
    RemoteAccessAllowed: false, AuthenticationEnabled: true, RegisteredUsers: { planted: password }, Plugins: [plugin], DicomWeb: { Enable: true, Root: "/dicom-web/" },
    DicomModalities: modalities, DicomAlwaysAllowEcho: true, DicomAlwaysAllowStore: true, DicomAlwaysAllowFind: true, DicomAlwaysAllowGet: true, DicomAlwaysAllowMove: true, HttpThreadsCount: 4,
  }));
  const child = spawn(program, [config], { stdio: ["ignore", "ignore", "pipe"] });
  const told: string[] = [];
  await new Promise<void>((ready, failed) => {
    createInterface(child.stderr).on("line", (line) => {
      told.push(line);
      if (line.includes("Orthanc has started")) ready();
    });
    child.once("exit", (code) => failed(new Error(`Orthanc: ended with ${code} before it was ready\n${told.slice(-8).join("\n")}`)));
  });
  const home = `http://127.0.0.1:${httpPort}`;
  const get = async (path: string): Promise<Response> => {
    const response = await fetch(`${home}/${path}`, { headers: { authorization: basic } });
    if (!response.ok) throw new Error(`Orthanc: ${path}: status ${response.status}`);
    return response;
  };
  const rest = async <T>(path: string): Promise<T> => (await get(path)).json() as Promise<T>;
  return {
    dicomweb: `${home}/dicom-web`, dicomPort, aet, rest,
    instances: async () => Promise.all((await rest<string[]>("instances")).map(async (id) => Buffer.from(await (await get(`instances/${id}/file`)).arrayBuffer()))),
    stop: async () => {
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}
