/** Prints how long the imports named on the command line take, in milliseconds. Run once per process: the second time is warm. */
const started = performance.now();
for (const specifier of process.argv.slice(2)) await import(specifier);
process.stdout.write(String(performance.now() - started));
