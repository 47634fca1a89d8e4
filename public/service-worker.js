// Keeps the files of the hosted page in the browser, so that it opens without a network, all of one version.
//
// The build writes the files with their checksums into the line below; a new version of the page is a new text of this file,
// which is how browsers notice it. A new version waits until the reader takes it or until no tab shows the old one.
const files = {};

const version = `trialpool-${Object.values(files).map((checksum) => checksum.slice(0, 4)).join("")}`;

const hexadecimal = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// A file that is not of this version, as it happens while a server is being filled, makes the whole installation fail:
// the browser tries again at a later visit, and what was kept stays.
async function keep(cache, [name, checksum]) {
  const response = await fetch(name, { cache: "no-cache" });
  const kept = response.clone();
  if (!response.ok || hexadecimal(await crypto.subtle.digest("SHA-256", await response.arrayBuffer())) !== checksum) {
    throw new Error(`${name} is not of this version`);
  }
  await cache.put(name, kept);
}

async function install() {
  const cache = await caches.open(version);
  await Promise.all(Object.entries(files).map((file) => keep(cache, file)));
}

async function removeEarlier() {
  const names = await caches.keys();
  const earlier = names.filter((name) => name.startsWith("trialpool-") && name !== version);
  await Promise.all(earlier.map((name) => caches.delete(name)));
}

async function kept(name, request) {
  const cache = await caches.open(version);
  return (await cache.match(name)) || fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(removeEarlier()));
self.addEventListener("message", ({ data }) => { if (data === "take over") self.skipWaiting(); });
self.addEventListener("fetch", (event) => {
  const folder = new URL("./", self.location.href).href;
  const [address] = event.request.url.split(/[?#]/);
  if (event.request.method !== "GET" || !address.startsWith(folder)) return;
  const name = address.slice(folder.length) || "index.html";
  if (Object.hasOwn(files, name)) event.respondWith(kept(name, event.request));
});
