export {};
//# sourceMappingURL=study.js.map