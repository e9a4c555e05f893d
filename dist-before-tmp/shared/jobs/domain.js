/** Which pipeline does a job; also which queue it waits in. */
export const kinds = ["rsr", "mri", "faces"];
//# sourceMappingURL=domain.js.map