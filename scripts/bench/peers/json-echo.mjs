// A plain script: fetch, parse, print.
const response = await fetch(`${process.env.NOVU_API_URL}/v1/messages?page=0&limit=20`);
process.stdout.write(`${JSON.stringify(JSON.parse(await response.text()).data, undefined, 2)}\n`);
