//! Trialpool open in a browser of its own, with all that the browser noted about it.

use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::common::capabilities::firefox::FirefoxPreferences;
use thirtyfour::common::print::{PrintMargins, PrintPage, PrintParameters};
use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::extensions::query::ElementPollerWithTimeout;
use thirtyfour::prelude::*;
use thirtyfour::session::scriptret::ScriptRet;
use thirtyfour::stringmatch::StringMatchable;
use thirtyfour::{
    Capabilities, ChromeCapabilities, FirefoxCapabilities, LoggingPrefsLogLevel, WindowHandle,
};

use xtask::headers::Rules;
use xtask::serve::{self, Served};
use xtask::{browser, place};

use super::driver::Driver;
use super::keys::{ENTER, LET_GO};
use super::scenario::Outcome;

/// How the page is opened.
#[derive(Debug, Clone, Copy)]
pub(super) enum Opened {
    /// `dist/` from a local server.
    Hosted,
    /// `dist/trialpool.html` from a local server.
    OneFile,
    /// `dist/trialpool.html` by a double click.
    AsFile,
}

/// The window and what it tells the page about itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    /// In pixels of the style sheet.
    pub(super) width: u32,
    /// In pixels of the style sheet.
    pub(super) height: u32,
    /// Device pixels to one of those.
    pub(super) pixel_ratio: f64,
    /// Whether the system prefers a dark page.
    pub(super) dark: bool,
}

impl View {
    /// An ordinary window.
    pub(super) const DESK: Self = Self {
        width: 1280,
        height: 900,
        pixel_ratio: 1.0,
        dark: false,
    };
}

/// How long something may take to appear that the page does by itself.
const PATIENCE: Duration = Duration::from_secs(20);
/// The time between two looks at the page.
const PACE: Duration = Duration::from_millis(100);

/// The listener runs before the page's own scripts, so that no violation is missed.
const NOTE_VIOLATIONS: &str = "
    globalThis.policyViolations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
        policyViolations.push(`${event.effectiveDirective} refused ${event.blockedURI || 'inline'} at ${event.sourceFile}:${event.lineNumber}`));
";

/// The page, open.
pub(super) struct Page {
    /// Where it was opened from.
    pub(super) address: String,
    browser: WebDriver,
    served: Arc<Mutex<Vec<String>>>,
    requests: RefCell<Vec<String>>,
    /// Where the reader went by an address of his own.
    gone_to: RefCell<Vec<String>>,
    downloads: TempDir,
    _profile: TempDir,
    _driver: Driver,
}

impl Page {
    /// Opens the page in a fresh browser; it may still be starting when this returns.
    pub(super) async fn open(opened: Opened, view: View) -> Outcome<Self> {
        let mut page = Self::blank(view).await?;
        let host = || page.host(|_| Served::AsItIs);
        page.address = match opened {
            Opened::Hosted => host()?,
            Opened::OneFile => format!("{}{}", host()?, place::ONE_FILE),
            Opened::AsFile => format!("file://{}", place::dist().join(place::ONE_FILE).display()),
        };
        page.browser.goto(&page.address).await?;
        Ok(page)
    }

    /// A fresh browser that shows nothing yet.
    pub(super) async fn blank(view: View) -> Outcome<Self> {
        let (downloads, profile) = (TempDir::new()?, TempDir::new()?);
        let driver = Driver::start()?;
        let capabilities = capabilities(&driver, &downloads, &profile)?;
        let page = Self::driven(driver, capabilities, downloads, profile).await?;
        page.set_view(view).await?;
        page.before_its_scripts(NOTE_VIOLATIONS).await?;
        Ok(page)
    }

    /// What a driver starts with these capabilities.
    async fn driven(
        driver: Driver,
        capabilities: impl Into<Capabilities>,
        downloads: TempDir,
        profile: TempDir,
    ) -> Outcome<Self> {
        let poller = ElementPollerWithTimeout::new(PATIENCE, PACE);
        let browser = WebDriver::builder(&driver.address, capabilities).poller(Arc::new(poller));
        Ok(Self {
            address: String::new(),
            browser: browser.await?,
            served: Arc::default(),
            requests: RefCell::default(),
            gone_to: RefCell::default(),
            downloads,
            _profile: profile,
            _driver: driver,
        })
    }

    /// Opens the page on a local server in a fresh Firefox, where that is installed with its driver. What only Chromium tells
    /// (its console, its requests) cannot be asked there.
    pub(super) async fn in_firefox() -> Outcome<Option<Self>> {
        let Some(driver) = Driver::of_firefox()? else {
            return Ok(None);
        };
        let (downloads, profile) = (TempDir::new()?, TempDir::new()?);
        let capabilities = capabilities_of_firefox(&driver, &downloads)?;
        let mut page = Self::driven(driver, capabilities, downloads, profile).await?;
        page.address = page.host(|_| Served::AsItIs)?;
        let View { width, height, .. } = View::DESK;
        page.browser.set_window_rect(0, 0, width, height).await?;
        page.browser.goto(&page.address).await?;
        Ok(Some(page))
    }

    /// Serves `dist/` as `answer` says for each address; gives the address of the server.
    pub(super) fn host(
        &self,
        answer: impl Fn(&str) -> Served + Clone + Send + 'static,
    ) -> Outcome<String> {
        self.host_with(Rules::default(), answer)
    }

    /// The same, with the headers that a host was told to send.
    pub(super) fn host_with(
        &self,
        rules: Rules,
        answer: impl Fn(&str) -> Served + Clone + Send + 'static,
    ) -> Outcome<String> {
        let served = Arc::clone(&self.served);
        Ok(serve::in_background_with(
            place::dist(),
            rules,
            move |address| {
                let mut served = served.lock().unwrap_or_else(PoisonError::into_inner);
                served.push(address.to_owned());
                answer(address)
            },
        )?)
    }

    /// A script that runs in every page from now on, before the page's own.
    pub(super) async fn before_its_scripts(&self, script: &str) -> Outcome {
        let parameters = json!({ "source": script });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", parameters)
            .await
            .map(drop)
    }

    /// Opens the page in a second tab and turns there; gives the first.
    pub(super) async fn in_another_tab(&self) -> Outcome<WindowHandle> {
        let first = self.browser.window().await?;
        let second = self.browser.new_tab().await?;
        self.browser.switch_to_window(second).await?;
        self.browser.goto(&self.address).await?;
        Ok(first)
    }

    /// Lets the program of the tab crash, as it does where the memory runs out, and turns to another tab.
    pub(super) async fn crash(&self) -> Outcome {
        let spare = self.browser.new_tab().await?;
        // A program that crashed answers nothing.
        let crash = self.devtools("Page.crash", json!({}));
        let _ = tokio::time::timeout(Duration::from_secs(1), crash).await;
        self.back_in_tab(spare).await?;
        self.before_its_scripts(NOTE_VIOLATIONS).await
    }

    /// Goes to an address, as a reader does.
    pub(super) async fn go(&self, address: &str) -> Outcome {
        self.gone_to.borrow_mut().push(address.to_owned());
        Ok(self.browser.goto(address).await?)
    }

    /// Turns to the first frame of the page; going to an address leaves it.
    pub(super) async fn enter_frame(&self) -> Outcome {
        Ok(self.browser.enter_frame(0).await?)
    }

    /// Turns to a tab.
    pub(super) async fn back_in_tab(&self, tab: WindowHandle) -> Outcome {
        Ok(self.browser.switch_to_window(tab).await?)
    }

    /// Closes the tab that is turned to, and turns to one that is left.
    pub(super) async fn close_tab(&self) -> Outcome {
        self.browser.close_window().await?;
        let left = self.browser.windows().await?;
        let left = left.into_iter().next().context("No tab is left.")?;
        self.back_in_tab(left).await
    }

    /// Changes the window and what it tells the page about itself.
    pub(super) async fn set_view(&self, view: View) -> Outcome {
        let size = json!({ "width": view.width, "height": view.height, "deviceScaleFactor": view.pixel_ratio, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size)
            .await?;
        let scheme = if view.dark { "dark" } else { "light" };
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", media)
            .await
            .map(drop)
    }

    /// A command of the `DevTools` protocol.
    pub(super) async fn devtools(&self, command: &str, parameters: Value) -> Outcome<Value> {
        Ok(self.browser.cdp().send_raw(command, parameters).await?)
    }

    /// What a script's `return` gives back.
    pub(super) async fn script(&self, script: &str, arguments: &[Value]) -> Outcome<Value> {
        let returned = self.browser.execute(script, arguments).await?;
        Ok(returned.json().clone())
    }

    /// What a script gives to the function that is its last argument.
    pub(super) async fn script_later(&self, script: &str, arguments: &[Value]) -> Outcome<Value> {
        let given = self.browser.execute_async(script, arguments).await?;
        Ok(given.json().clone())
    }

    /// What an expression gives now.
    pub(super) async fn read(&self, expression: &str) -> Outcome<Value> {
        self.script(&format!("return ({expression});"), &[]).await
    }

    /// Waits until an expression gives something true.
    pub(super) async fn until(&self, expression: &str) -> Outcome {
        self.value(expression).await.map(drop)
    }

    /// Waits until an expression gives something true, and gives it back.
    pub(super) async fn value(&self, expression: &str) -> Outcome<Value> {
        let script = format!("return ({expression});");
        let returned = self.returned(&script, &[], expression).await?;
        Ok(returned.json().clone())
    }

    /// Waits until a script returns this.
    pub(super) async fn until_same(&self, script: &str, expected: &Value) -> Outcome {
        let same = format!(
            "return JSON.stringify((() => {{ {script} }})()) === \
            JSON.stringify(arguments[0]);"
        );
        let same = self
            .returned(&same, std::slice::from_ref(expected), "what is expected")
            .await;
        if same.is_err() {
            let shown = self.script(script, &[]).await?;
            bail!("The page has {shown}, not {expected}.");
        }
        Ok(())
    }

    /// What a script returns, once that is something true: the driver asks again at its own pace.
    async fn returned(&self, script: &str, arguments: &[Value], what: &str) -> Outcome<ScriptRet> {
        let last = Arc::new(Mutex::new(None));
        let (script, arguments, kept) = (
            Arc::<str>::from(script),
            arguments.to_vec(),
            Arc::clone(&last),
        );
        let is_there = move |root: WebElement| {
            let (script, arguments, kept) =
                (Arc::clone(&script), arguments.clone(), Arc::clone(&kept));
            async move {
                let returned = root.handle().execute(&*script, arguments).await?;
                let nothing = [Value::Null, json!(false), json!(""), json!(0)];
                let there = !nothing.contains(returned.json());
                *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(returned);
                Ok(there)
            }
        };
        let waited = self
            .browser
            .query(By::Tag("html"))
            .with_filter(is_there)
            .first()
            .await;
        if waited.is_err() {
            let said = self
                .read("document.querySelector('[role=alert]')?.innerText")
                .await?;
            waited.with_context(|| {
                format!("Waited in vain for {what}. An alert of the page: {said}")
            })?;
        }
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        last.take().context("The script returned nothing.")
    }

    /// The element that a selector finds, once it is there.
    pub(super) async fn element(&self, selector: &str) -> Outcome<WebElement> {
        let query = self.browser.query(By::Css(selector)).desc(selector);
        Ok(query.first().await?)
    }

    /// Clicks the element that a selector finds, once it is there.
    pub(super) async fn click(&self, selector: &str) -> Outcome {
        Ok(self.element(selector).await?.click().await?)
    }

    /// Types into the element that a selector finds, once it is there.
    pub(super) async fn type_into(&self, selector: &str, text: &str) -> Outcome {
        Ok(self.element(selector).await?.send_keys(text).await?)
    }

    /// Waits until an element that the selector finds shows these words.
    pub(super) async fn shows(&self, selector: &str, words: &str) -> Outcome {
        let query = self.browser.query(By::Css(selector)).ignore_errors(true);
        let query = query.with_text(words.to_owned().match_partial());
        query
            .first()
            .await
            .with_context(|| format!("{selector} never showed {words:?}."))?;
        Ok(())
    }

    /// Presses the button of this name, or the one whose name starts so, once it is there.
    pub(super) async fn press(&self, name: &str) -> Outcome {
        let find = "
            const name = arguments[0];
            const nameOf = (button) => (button.ariaLabel ?? button.innerText).trim();
            const reachable = (button) => button.checkVisibility() && !button.disabled
                && (button.closest('dialog') || !document.querySelector('dialog[open]'));
            const shown = [...document.querySelectorAll('button, summary, a.tab')].filter(reachable);
            return shown.find((button) => nameOf(button) === name)
                ?? shown.find((button) => nameOf(button).startsWith(name));";
        self.click_what_is_found(find, &[json!(name)], &format!("button `{name}`"))
            .await
    }

    /// Chooses from the list of this label the option of this name, or the one whose name starts so.
    pub(super) async fn choose(&self, label: &str, option: &str) -> Outcome {
        let find = "
            const [label, name] = arguments;
            const options = [...document.querySelectorAll(document.querySelector('dialog[open]') ? 'dialog[open] label' : 'main label')]
                .filter((list) => list.querySelector('span')?.innerText.trim() === label)
                .flatMap((list) => [...list.querySelectorAll('option')]);
            return options.find(({ text }) => text === name)
                ?? options.find(({ text }) => text.startsWith(name));";
        let what = format!("choice `{option}` of `{label}`");
        self.click_what_is_found(find, &[json!(label), json!(option)], &what)
            .await
    }

    /// Clicks what a script finds. What the page puts another in the place of between the two is looked for again, as a reader
    /// would who sees it change.
    async fn click_what_is_found(&self, script: &str, arguments: &[Value], what: &str) -> Outcome {
        loop {
            let found = self.returned(script, arguments, what).await?.element()?;
            match found.click().await {
                Err(error)
                    if matches!(
                        error.as_inner(),
                        WebDriverErrorInner::StaleElementReference(_)
                    ) => {}
                clicked => return Ok(clicked?),
            }
        }
    }

    /// Types into whatever has the focus.
    pub(super) async fn type_keys(&self, text: &str) -> Outcome {
        Ok(self.browser.active_element().await?.send_keys(text).await?)
    }

    /// Types keys as a keyboard does, also where the focus is on a button for files: what is sent to that one as text would be the
    /// name of a file.
    pub(super) async fn type_anywhere(&self, text: &str) -> Outcome {
        let typing = self.browser.action_chain().send_keys(text);
        Ok(typing.perform().await?)
    }

    /// Types keys as a keyboard does while another is held, without asking for the element that has the focus: the driver would
    /// keep it, and with it everything around it that the page has long let go.
    pub(super) async fn type_anywhere_held(&self, key: char, keys: &str) -> Outcome {
        let typing = self.browser.action_chain().key_down(key);
        Ok(typing.send_keys(keys).key_up(key).perform().await?)
    }

    /// Types keys while another is held.
    pub(super) async fn type_held(&self, key: &str, keys: &str) -> Outcome {
        self.type_keys(&format!("{key}{keys}{LET_GO}")).await
    }

    /// Pastes a text into an element of the page, as Ctrl V does.
    pub(super) async fn paste_into(&self, selector: &str, text: &str) -> Outcome {
        let paste = "
            const data = new DataTransfer();
            data.setData('text/plain', arguments[1]);
            document.querySelector(arguments[0]).dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));";
        self.script(paste, &[json!(selector), json!(text)])
            .await
            .map(drop)
    }

    /// Pastes a text into the page while no field has the focus.
    pub(super) async fn paste(&self, text: &str) -> Outcome {
        self.paste_into("body", text).await
    }

    /// Pastes a table and uses it as the review.
    pub(super) async fn take_table(&self, table: &str) -> Outcome {
        self.element("h1 button").await?;
        self.paste(table).await?;
        self.press("Use this table").await
    }

    /// Drops files of the repository onto the page, all at once.
    pub(super) async fn drop_files(&self, files: &[&str]) -> Outcome {
        let mut dropped = Vec::new();
        for file in files {
            let bytes = fs::read(place::root().join(file))?;
            dropped.push((file.rsplit('/').next().unwrap_or(file), bytes));
        }
        self.drop_bytes(&dropped).await
    }

    /// Drops files onto the page, each by its name and content.
    pub(super) async fn drop_bytes(&self, files: &[(&str, Vec<u8>)]) -> Outcome {
        let script = "
            const data = new DataTransfer();
            for (const [name, bytes] of arguments[0])
                data.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name));
            document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));";
        let files = files
            .iter()
            .map(|(name, bytes)| (name, BASE64.encode(bytes)));
        let files: Vec<_> = files.collect();
        self.script(script, &[json!(files)]).await.map(drop)
    }

    /// Types another title of the review and does not wait for anything.
    pub(super) async fn rename_at_once(&self, title: &str) -> Outcome {
        self.click("h1 button").await?;
        // The title stands in the field, selected: what is typed takes its place.
        self.until("document.activeElement?.matches('.header-title input')")
            .await?;
        self.type_keys(&format!("{title}{ENTER}")).await
    }

    /// Waits until the page says that the review is kept.
    pub(super) async fn kept(&self) -> Outcome {
        self.until("document.querySelector('.saved')?.innerText.startsWith('Saved here')")
            .await
    }

    /// Waits until the review has this title.
    pub(super) async fn titled(&self, title: &str) -> Outcome {
        let same = json!(title);
        self.until(&format!(
            "document.querySelector('h1')?.innerText === {same}"
        ))
        .await
    }

    /// Loads the page again, as a reader does.
    pub(super) async fn reload(&self) -> Outcome {
        Ok(self.browser.refresh().await?)
    }

    /// Downloads by an entry of the menu.
    pub(super) async fn download(&self, entry: &str) -> Outcome<(String, Vec<u8>)> {
        self.press("Download").await?;
        self.press(entry).await?;
        self.downloaded().await
    }

    /// The next file that the page gives to be saved, when it is complete, with its name.
    pub(super) async fn downloaded(&self) -> Outcome<(String, Vec<u8>)> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(path) = self.finished_download()? {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let bytes = fs::read(&path)?;
                fs::remove_file(&path)?;
                return Ok((name.into_owned(), bytes));
            }
            ensure!(Instant::now() < deadline, "No file was downloaded.");
            tokio::time::sleep(PACE).await;
        }
    }

    fn finished_download(&self) -> Outcome<Option<PathBuf>> {
        let files = fs::read_dir(self.downloads.path())?;
        let files: Vec<PathBuf> = files.filter_map(|entry| Some(entry.ok()?.path())).collect();
        let unfinished = |file: &PathBuf| {
            file.extension()
                .is_some_and(|ending| ending == "crdownload" || ending == "part")
        };
        let hidden = |file: &PathBuf| {
            let name = file.file_name().unwrap_or_default();
            name.to_string_lossy().starts_with('.')
        };
        if files.iter().any(unfinished) {
            return Ok(None);
        }
        Ok(files.into_iter().find(|file| !hidden(file)))
    }

    /// Everything that was asked of the local server, in order.
    pub(super) fn served(&self) -> Vec<String> {
        self.served
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Every address that the page has asked for, wherever it points, in order.
    pub(super) async fn requests(&self) -> Outcome<Vec<String>> {
        for entry in self.browser.get_log("performance").await? {
            let Ok(entry) = serde_json::from_str::<Value>(&entry.message) else {
                continue;
            };
            if entry["message"]["method"] == "Network.requestWillBeSent" {
                let address = entry["message"]["params"]["request"]["url"]
                    .as_str()
                    .unwrap_or_default();
                self.requests.borrow_mut().push(address.to_owned());
            }
        }
        Ok(self.requests.borrow().clone())
    }

    /// Waits until the page has asked its server for nothing during a second.
    pub(super) async fn settled(&self) -> Outcome {
        loop {
            let before = (self.served().len(), self.requests().await?.len());
            tokio::time::sleep(Duration::from_secs(1)).await;
            if before == (self.served().len(), self.requests().await?.len()) {
                return Ok(());
            }
        }
    }

    /// What holds for the page at every moment: no error, no refusal by the policy, no address elsewhere.
    pub(super) async fn check_that_nothing_is_wrong(&self) -> Outcome {
        let faults = self.take_faults().await?;
        ensure!(faults.is_empty(), "{}", faults.join("\n    "));
        Ok(())
    }

    /// Everything that is wrong with the page since the last call: errors of the console (failures to load, exceptions,
    /// panics of the program), refusals by the content policy, addresses elsewhere.
    pub(super) async fn take_faults(&self) -> Outcome<Vec<String>> {
        let errors = self
            .browser
            .browser_log()
            .await?
            .into_iter()
            .filter(|entry| entry.level == "SEVERE");
        let mut faults: Vec<String> = errors
            .map(|entry| format!("Console: {}", entry.message))
            .collect();

        let violations = self
            .script("return globalThis.policyViolations.splice(0);", &[])
            .await?;
        let violations = violations
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        faults.extend(violations.map(|violation| format!("Content policy: {violation}")));

        let requests = self.requests().await?;
        let elsewhere = requests.iter().filter(|address| !self.is_own(address));
        faults.extend(elsewhere.map(|address| format!("Request elsewhere: {address}")));
        Ok(faults)
    }

    /// Whether an address is the page's own, that of a page the reader went to, or the browser's, whose start page is shown
    /// before ours.
    fn is_own(&self, address: &str) -> bool {
        let gone_to = self.gone_to.borrow();
        gone_to.iter().any(|page| page == address)
            || [self.address.as_str(), "data:", "blob:", "chrome:"]
                .iter()
                .any(|start| address.starts_with(start))
    }

    /// The page as it is printed on paper of some size in centimetres, with margins of 12 mm, as a PDF.
    pub(super) async fn printed(&self, [width, height]: [f64; 2]) -> Outcome<Vec<u8>> {
        const MARGIN: f64 = 1.2;
        let parameters = PrintParameters {
            page: PrintPage { width, height },
            margin: PrintMargins {
                top: MARGIN,
                bottom: MARGIN,
                left: MARGIN,
                right: MARGIN,
            },
            ..PrintParameters::default()
        };
        Ok(self.browser.print_page(parameters).await?)
    }

    /// The window as a PNG.
    pub(super) async fn screenshot(&self) -> Outcome<Vec<u8>> {
        Ok(self.browser.screenshot_as_png().await?)
    }

    /// An element as it is seen, as a PNG, even where it reaches beyond the window.
    pub(super) async fn picture_of(&self, selector: &str) -> Outcome<Vec<u8>> {
        let place = "
            const { x, y, width, height } = document.querySelector(arguments[0]).getBoundingClientRect();
            return { x: x + scrollX, y: y + scrollY, width, height, scale: 1 };";
        let clip = self.script(place, &[json!(selector)]).await?;
        self.captured(json!({ "captureBeyondViewport": true, "clip": clip }))
            .await
    }

    /// The page from top to bottom as a PNG, at the device's pixels.
    pub(super) async fn whole_picture(&self) -> Outcome<Vec<u8>> {
        self.captured(json!({ "captureBeyondViewport": true }))
            .await
    }

    async fn captured(&self, parameters: Value) -> Outcome<Vec<u8>> {
        let answer = self.devtools("Page.captureScreenshot", parameters).await?;
        let text = answer["data"].as_str().unwrap_or_default();
        BASE64.decode(text).context("The picture cannot be read.")
    }

    /// Closes the browser.
    pub(super) async fn close(self) -> Outcome {
        self.browser.quit().await?;
        Ok(())
    }
}

fn capabilities(
    driver: &Driver,
    downloads: &TempDir,
    profile: &TempDir,
) -> Outcome<ChromeCapabilities> {
    let mut capabilities = DesiredCapabilities::chrome();
    if let Some(program) = &driver.browser.program {
        capabilities.set_binary(&program.to_string_lossy())?;
    }
    let profile = format!("--user-data-dir={}", profile.path().display());
    for argument in [
        "--headless=new",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--no-default-browser-check",
        // The same colours on every machine, for the pixels that are counted.
        "--force-color-profile=srgb",
        &profile,
    ] {
        capabilities.add_arg(argument)?;
    }
    if browser::is_root() {
        capabilities.add_arg("--no-sandbox")?;
    }
    capabilities.add_experimental_option(
        "prefs",
        json!({ "download.default_directory": downloads.path(), "download.prompt_for_download": false }),
    )?;
    capabilities.set_logging_prefs("browser", LoggingPrefsLogLevel::All)?;
    capabilities.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
    Ok(capabilities)
}

fn capabilities_of_firefox(driver: &Driver, downloads: &TempDir) -> Outcome<FirefoxCapabilities> {
    let mut preferences = FirefoxPreferences::new();
    preferences.set("browser.download.folderList", 2)?;
    preferences.set("browser.download.dir", downloads.path())?;
    preferences.set("browser.download.alwaysOpenPanel", false)?;
    // Nothing of the browser's own goes over the network while the page is tested.
    preferences.set("network.captive-portal-service.enabled", false)?;
    preferences.set("network.connectivity-service.enabled", false)?;
    let mut capabilities = DesiredCapabilities::firefox();
    if let Some(program) = &driver.browser.program {
        capabilities.set_firefox_binary(&program.to_string_lossy())?;
    }
    capabilities.set_preferences(preferences)?;
    capabilities.set_headless()?;
    Ok(capabilities)
}
