export {};
//# sourceMappingURL=volume.js.map