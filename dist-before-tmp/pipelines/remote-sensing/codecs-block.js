export {};
//# sourceMappingURL=codecs-block.js.map