// Unpacks the Chromium that an npm package carries, with the libraries a bare machine lacks, and prints where it is.
process.env.AWS_EXECUTION_ENV ??= "AWS_Lambda_nodejs22.x";
const { default: chromium } = await import("@sparticuz/chromium");
console.log(await chromium.executablePath());
