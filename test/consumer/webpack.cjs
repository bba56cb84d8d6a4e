/** Bundles a file for a target: `node webpack.cjs node print.js`. */
const webpack = require("webpack");

const [target, entry] = process.argv.slice(2);
const output = { path: __dirname, filename: "bundle.cjs" };
webpack({ mode: "production", target, context: __dirname, entry: `./${entry}`, output }, (error, stats) => {
  if (error) throw error;
  if (!stats.hasErrors() && !stats.hasWarnings()) return;
  console.error(stats.toString());
  process.exitCode = 1;
});
