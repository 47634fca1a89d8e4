// Starts the page and its workers, which run the same WebAssembly module, and hands the program what of the browser is
// said in fewer words here: its database, its locks between tabs, its streams.
//
// A classic script, not a module: a page opened from file:// may start neither module scripts nor module workers.
// Hosted, the bindings, this file and the module are files, named by the attributes of the element `#program`.
// In `trialpool.html` they stand in the page itself: `#program` holds the bindings followed by this file, `#wasm` the
// module (gzip, base64). A worker runs the text of the bindings followed by that of this file.
(() => {
  // The page compiles the module once and keeps the text of its scripts: every worker, however late it is started, is
  // handed both and fetches nothing.
  async function startPage(program) {
    const hosted = program.src !== "";
    const file = (name) => fetch(new URL(name, document.baseURI));
    const text = async (name) => (await file(name)).text();

    const [module, ...scripts] = await Promise.all([
      WebAssembly.compileStreaming(
        hosted ? file(program.dataset.wasm) : unpack(document.getElementById("wasm").textContent),
      ),
      ...(hosted ? [text(program.dataset.bindings), text(program.src)] : [program.textContent]),
    ]);
    const script = URL.createObjectURL(new Blob([scripts.join(";\n")], { type: "text/javascript" }));

    const spawn = () => {
      const worker = new Worker(script);
      worker.postMessage(module);
      return worker;
    };

    // One worker waits from the start, so that the first long computation needs no request. The program takes it by
    // `trialpoolSpawn()`; it ends a computation by `terminate()` and takes a new worker for the next one.
    let waiting = spawn();
    globalThis.trialpoolSpawn = () => {
      const worker = waiting ?? spawn();
      waiting = null;
      return worker;
    };

    globalThis.trialpoolDrawer = openDrawer;
    globalThis.trialpoolPipe = pipe;
    await wasm_bindgen({ module_or_path: module });
  }

  // The browser's own database as a drawer of documents by name, with the review that was written last. A review lies
  // under its id, its title under `title/` and the id; a version lies under `version/`, the id and the time, its name
  // under `version-name/`, the id and the time.
  async function openDrawer() {
    const opening = indexedDB.open("trialpool", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("documents");
    // A database that another tab keeps closed never answers.
    const late = later(2000).then(() => { throw new Error("the browser's database does not answer"); });
    const database = await Promise.race([settled(opening), late]);
    const store = (mode) => database.transaction("documents", mode).objectStore("documents");
    const read = (name) => settled(store("readonly").get(name));

    async function list(prefix) {
      const [from, range] = [store("readonly"), IDBKeyRange.bound(prefix, `${prefix}\uffff`)];
      const both = [from.getAllKeys(range), from.getAll(range)];
      const [names, documents] = await Promise.all(both.map(settled));
      return names.map((name, nth) => [name.slice(prefix.length), documents[nth]]);
    }

    // Puts documents under their names, or takes away those that are undefined: all or none. The commit is for a page
    // that is being closed: without it the browser waits for more, which such a page does not outlive.
    function write(documents) {
      const to = store("readwrite");
      for (const [name, document] of documents) {
        if (name === "open") sessionStorage.trialpool = document;
        if (document === undefined) to.delete(name);
        else to.put(document, name);
      }
      const { transaction } = to;
      transaction.commit?.();
      return new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error ?? new Error("the browser took the save back"));
      });
    }

    // The review at a place that only this tab writes, or null while another tab has it.
    async function open(id) {
      const release = await claim(`trialpool/${id}`);
      return release && { id, release, document: await read(id) };
    }

    // A place where nothing was ever kept; its name is its time.
    function fresh() {
      const place = { id: new Date().toISOString(), release() {} };
      claim(`trialpool/${place.id}`).then((release) => { place.release = release; });
      return place;
    }

    const look = (id) => Promise.all([list("title/"), list(`version-name/${id}/`)]);

    // False while another tab has the review.
    async function remove(id) {
      const place = await open(id);
      if (!place) return false;
      const versions = await list(`version-name/${id}/`);
      const names = [`title/${id}`, ...versions.flatMap(([time]) => [`version/${id}/${time}`, `version-name/${id}/${time}`])];
      await write([id, ...names].map((name) => [name]));
      place.release();
      return true;
    }

    // What this tab had before it was reloaded, or else what any tab had last.
    const id = sessionStorage.trialpool ?? (await read("open")) ?? "current";
    // A tab that is being reloaded may not have let go yet.
    const found = (await open(id)) ?? (await later(300).then(() => open(id)));
    const document = found ? found.document : await read(id);
    return { place: found, document, read, write, open, fresh, look, remove };
  }

  const later = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

  const settled = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  // Makes this tab the only one that has what is called `name`: resolves to a function that gives it back, or to null
  // while another tab has it. Where there are no locks (a page opened from file:// is of no origin) every tab has it.
  function claim(name) {
    const free = () => {};
    return new Promise((resolve) => {
      const held = (lock) => (lock ? new Promise((release) => { resolve(release); }) : resolve(null));
      const locks = navigator.locks;
      if (locks) locks.request(name, { ifAvailable: true }, held).catch(() => resolve(free));
      else resolve(free);
    });
  }

  // Bytes through one of the browser's own streams, `CompressionStream` or `DecompressionStream`, of a format; rejects
  // when they unfold to more than `most`.
  async function pipe(bytes, stream, format, most) {
    const parts = [];
    const reader = new Blob([bytes]).stream().pipeThrough(new globalThis[stream](format)).getReader();
    for (let size = 0; ; ) {
      const { done, value } = await reader.read();
      if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
      size += value.length;
      if (size > most) {
        reader.cancel();
        throw new RangeError("too large");
      }
      parts.push(value);
    }
  }

  // Gzipped base64 as a response that the browser can compile from.
  function unpack(base64) {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream, { headers: { "content-type": "application/wasm" } });
  }

  // The first message brings the module. The program then sets `self.onmessage`; messages that came before it was
  // ready are kept and given to it in their order.
  function startWorker() {
    self.onmessage = async ({ data: module }) => {
      const early = [];
      self.onmessage = (event) => early.push(event);
      try {
        await wasm_bindgen({ module_or_path: module });
      } catch (error) {
        // Thrown from a timer it reaches the page as the worker's error event; a rejected promise would not.
        setTimeout(() => { throw error; });
        return;
      }
      for (const event of early) self.onmessage(event);
    };
  }

  function reportFailure(error) {
    console.error(error);
    const message = document.createElement("p");
    message.setAttribute("role", "alert");
    message.textContent = `Trialpool could not start: ${error}. It needs a browser of 2023 or later: Chrome or Edge 103, Firefox 113, Safari 16.4.`;
    document.body.replaceChildren(message);
  }

  if (globalThis.document) startPage(document.getElementById("program")).catch(reportFailure);
  else startWorker();
})();
