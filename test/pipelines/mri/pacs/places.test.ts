import { describe, expect, it } from "vitest";
import { credentials } from "../../../../pipelines/mri/pacs/credentials.js";
import { dicomwebPlace, dimsePlace, parseQuery, studyFolder, studyUid } from "../../../../pipelines/mri/pacs/index.js";

const message = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    expect(error).toMatchObject({ code: "bad-option" });
    return (error as Error).message;
  }
  throw new Error("expected an error");
};

describe("an address of DICOMweb", () => {
  it.each([["https://pacs.example/dicom-web/", "https://pacs.example/dicom-web"], ["http://localhost:8042/x", "http://localhost:8042/x"], ["http://127.3.2.1/x", "http://127.3.2.1/x"], ["http://[::1]:80/x", "http://[::1]/x"]])("is taken: %s", (address, url) => {
    expect(dicomwebPlace(address)).toEqual({ protocol: "dicomweb", url });
  });

  it("in the clear goes to this machine only, unless the user accepts it", () => {
    expect(message(() => dicomwebPlace("http://127.example.com/PLANTED"))).toMatch(/expected https:\/\/, got http:\/\/ to another machine; .*--insecure-http/);
    expect(dicomwebPlace("http://pacs.example", { insecureHttp: true })).toEqual({ protocol: "dicomweb", url: "http://pacs.example", insecureHttp: true });
  });

  it.each([["https://user:PLANTED@pacs.example/", "DOMAIN_SR_DICOMWEB_AUTHORIZATION"], ["https://pacs.example/?key=PLANTED", "leave that away"], ["ftp://PLANTED", "give the base address"], ["PLANTED", "give the base address"]])("is refused and not repeated: %s", (address, advice) => {
    const text = message(() => dicomwebPlace(address));
    expect(text).toContain(advice);
    expect(text).not.toContain("PLANTED");
  });
});

describe("an address of DIMSE", () => {
  it("holds AE title, host and port", () => {
    expect(dimsePlace("dimse://PACS@pacs.example:104", "US")).toEqual({ protocol: "dimse", host: "pacs.example", port: 104, called: "PACS", calling: "US" });
    expect(dimsePlace("dimses://MY%20PACS@[::1]:80/", "US")).toEqual({ protocol: "dimse", host: "::1", port: 80, called: "MY PACS", calling: "US", tls: true });
  });

  it.each(["dimse://pacs.example:104", "dimse://PACS@pacs.example", "https://PACS@x:104", "dimse://PACS:secret@x:104", "dimse://PACS@x:104/y", "dimse://A23456789012345678@x:104", "dimse://PACS@x:104000"])("is refused: %s", (address) => {
    expect(message(() => dimsePlace(address, "US"))).toMatch(/^--dimse: expected/);
  });

  it("has a calling AE title of 16 letters at most", () => {
    expect(message(() => dimsePlace("dimse://PACS@x:104", "SEVENTEEN-LETTERS"))).toMatch(/^--aet: expected an AE title/);
  });
});

describe("credentials", () => {
  it("come from the environment", () => {
    expect(credentials({})).toEqual({});
    expect(credentials({ DOMAIN_SR_DICOMWEB_TOKEN: " abc\n" })).toEqual({ authorization: "Bearer abc" });
    expect(credentials({ DOMAIN_SR_DICOMWEB_AUTHORIZATION: "Basic abc", DOMAIN_SR_DICOMWEB_HEADERS: '{"X-Key": "k"}' })).toEqual({ authorization: "Basic abc", "x-key": "k" });
  });

  it.each([
    { DOMAIN_SR_DICOMWEB_TOKEN: "PLANTED\nToken" }, { DOMAIN_SR_DICOMWEB_TOKEN: "PLANTED", DOMAIN_SR_DICOMWEB_AUTHORIZATION: "PLANTED" }, { DOMAIN_SR_DICOMWEB_HEADERS: "PLANTED" },
    { DOMAIN_SR_DICOMWEB_HEADERS: '["PLANTED"]' }, { DOMAIN_SR_DICOMWEB_HEADERS: '{"X": 1, "PLANTED": 2}' }, { DOMAIN_SR_DICOMWEB_HEADERS: '{"X PLANTED": "1"}' }, { DOMAIN_SR_DICOMWEB_HEADERS: '{"Host": "PLANTED"}' },
    { DOMAIN_SR_DICOMWEB_HEADERS: '{"X": "PLANTED\\r\\nY: z"}' },
  ])("that cannot be used are refused and not repeated: %#", (environment) => {
    const text = message(() => credentials(environment));
    expect(text).toMatch(/^DOMAIN_SR_DICOMWEB_/);
    expect(text).not.toContain("PLANTED");
  });
});

describe("a query", () => {
  it("is keys and values; commas may stand in values", () => {
    expect(parseQuery("PatientID=17, StudyDate=20200101-,ModalitiesInStudy=MR")).toEqual({ PatientID: "17", StudyDate: "20200101-", ModalitiesInStudy: "MR" });
    expect(parseQuery("StudyDescription=head, neck, 2=5,PatientName=A^B*")).toEqual({ StudyDescription: "head, neck, 2=5", PatientName: "A^B*" });
  });

  it.each([["PLANTED", "term 1: expected Keyword=value"], ["StudyDate=20200101,PatientPlanted=PLANTED", "term 2: expected one of StudyDate"], ["PatientID=PLANTED,PatientID=PLANTED", "expected PatientID once"], ["PatientID=", "term 1: expected Keyword=value"], ["StudyInstanceUID=1.2/PLANTED", "a Study Instance UID"]])("is refused without its values: %s", (query, want) => {
    const text = message(() => parseQuery(query));
    expect(text).toContain(want);
    expect(text).not.toContain("PLANTED");
  });
});

it("a study's folder tells nothing of its UID, and is always the same", () => {
  expect(studyFolder("1.2.3")).toMatch(/^study-[0-9a-f]{16}$/);
  expect(studyFolder("1.2.3")).toBe(studyFolder("1.2.3"));
  expect(studyFolder("1.2.4")).not.toBe(studyFolder("1.2.3"));
  expect(message(() => studyUid("../PLANTED"))).toBe("--study: expected a Study Instance UID: digits and dots, 64 at most, got something else; take it from the PACS");
});
