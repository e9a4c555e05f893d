import { expect, it } from "vitest";
import { refusedBy } from "../../../shared/jobs/queue/backend.js";

it("tells a certificate that nobody knows from a wrong password", () => {
  const said = (message: string): string => refusedBy("rediss://queue:6379/0", message, undefined).message;
  expect(said("self-signed certificate in certificate chain")).toBe(
    "--queue: expected to be let in by rediss://queue:6379/0, got self-signed certificate in certificate chain; name a private authority's certificate in NODE_EXTRA_CA_CERTS",
  );
  expect(said("WRONGPASS invalid username-password pair")).toContain("check user, password and rights");
});
