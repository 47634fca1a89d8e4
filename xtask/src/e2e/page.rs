//! Trialpool open in a browser of its own, with all that the browser noted about it.

use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::error::{WebDriverError, WebDriverErrorInner};
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, LoggingPrefsLogLevel, WindowHandle};

use super::driver::Driver;
use super::failure::{Failure, Outcome, expect};
use crate::dist::SINGLE_FILE;
use crate::{browser, place, serve};

/// How the page is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opened {
    /// `dist/` from a local server.
    Hosted,
    /// `dist/trialpool.html` by a double click.
    AsFile,
    /// `dist/trialpool.html` from a local server.
    Complete,
}

/// The window and what it tells the page about itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View {
    /// In pixels of the style sheet.
    pub(crate) width: u32,
    /// In pixels of the style sheet.
    pub(crate) height: u32,
    /// Device pixels to one of those.
    pub(crate) pixel_ratio: f64,
    /// Whether the system prefers a dark page.
    pub(crate) dark: bool,
}

impl View {
    /// An ordinary window.
    pub(crate) const DESK: Self = Self {
        width: 1280,
        height: 900,
        pixel_ratio: 1.0,
        dark: false,
    };
}

/// How long something may take to appear that the page does by itself.
const PATIENCE: Duration = Duration::from_secs(20);

/// The listener runs before the page's own scripts, so that no violation is missed.
const NOTE_VIOLATIONS: &str = "
    globalThis.policyViolations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
        policyViolations.push(`${event.effectiveDirective} refused ${event.blockedURI || 'inline'} at ${event.sourceFile}:${event.lineNumber}`));
";

/// Whether an element is no longer on the page.
fn is_stale(error: &WebDriverError) -> bool {
    matches!(
        error.as_inner(),
        WebDriverErrorInner::StaleElementReference(_)
    )
}

/// The page, open.
pub(crate) struct Page {
    driver: WebDriver,
    /// Where it was opened from.
    pub(crate) address: String,
    served: Arc<Mutex<Vec<String>>>,
    requests: RefCell<Vec<String>>,
    /// Where the reader went by an address of his own.
    gone_to: RefCell<Vec<String>>,
    downloads: TempDir,
    _profile: TempDir,
}

impl Page {
    /// Opens the page in a fresh browser; it may still be starting when this returns.
    pub(crate) async fn open(driver: &Driver, opened: Opened, view: View) -> Outcome<Self> {
        let downloads = TempDir::new()?;
        let profile = TempDir::new()?;
        let served = Arc::new(Mutex::new(Vec::new()));
        let serve = || {
            let served = Arc::clone(&served);
            serve::in_background(place::dist(), move |address| {
                served
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(address.to_owned());
            })
        };
        let address = match opened {
            Opened::Hosted => serve()?,
            Opened::Complete => format!("{}{SINGLE_FILE}", serve()?),
            Opened::AsFile => format!("file://{}", place::dist().join(SINGLE_FILE).display()),
        };
        let browser =
            WebDriver::new(&driver.address, capabilities(driver, &downloads, &profile)?).await?;
        let page = Self {
            driver: browser,
            address,
            served,
            requests: RefCell::default(),
            gone_to: RefCell::default(),
            downloads,
            _profile: profile,
        };
        page.set_view(view).await?;
        page.browser(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": NOTE_VIOLATIONS }),
        )
        .await?;
        page.driver.goto(&page.address).await?;
        Ok(page)
    }

    /// Opens the page in a second tab and turns there; gives the first.
    pub(crate) async fn in_another_tab(&self) -> Outcome<WindowHandle> {
        let first = self.driver.window().await?;
        let second = self.driver.new_tab().await?;
        self.driver.switch_to_window(second).await?;
        self.driver.goto(&self.address).await?;
        Ok(first)
    }

    /// Goes to an address, as a reader does.
    pub(crate) async fn go(&self, address: &str) -> Outcome {
        self.gone_to.borrow_mut().push(address.to_owned());
        Ok(self.driver.goto(address).await?)
    }

    /// Turns to a tab.
    pub(crate) async fn back_in_tab(&self, tab: WindowHandle) -> Outcome {
        Ok(self.driver.switch_to_window(tab).await?)
    }

    /// Closes the tab that is turned to, and turns to one that is left.
    pub(crate) async fn close_tab(&self) -> Outcome {
        self.driver.close_window().await?;
        let left = self.driver.windows().await?;
        match left.into_iter().next() {
            Some(left) => self.back_in_tab(left).await,
            None => Err(Failure::new("No tab is left.")),
        }
    }

    /// Changes the window and what it tells the page about itself.
    pub(crate) async fn set_view(&self, view: View) -> Outcome {
        let size = json!({ "width": view.width, "height": view.height, "deviceScaleFactor": view.pixel_ratio, "mobile": false });
        self.browser("Emulation.setDeviceMetricsOverride", size)
            .await?;
        let scheme = if view.dark { "dark" } else { "light" };
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.browser("Emulation.setEmulatedMedia", media)
            .await
            .map(drop)
    }

    /// A command of the `DevTools` protocol.
    pub(crate) async fn browser(&self, command: &str, parameters: Value) -> Outcome<Value> {
        Ok(self.driver.cdp().send_raw(command, parameters).await?)
    }

    /// What a script's `return` gives back.
    pub(crate) async fn script(&self, script: &str, arguments: Vec<Value>) -> Outcome<Value> {
        Ok(self.driver.execute(script, arguments).await?.json().clone())
    }

    /// What a script gives to the function that is its last argument.
    pub(crate) async fn script_later(&self, script: &str, arguments: Vec<Value>) -> Outcome<Value> {
        Ok(self
            .driver
            .execute_async(script, arguments)
            .await?
            .json()
            .clone())
    }

    /// The element that a selector finds, once it is there.
    pub(crate) async fn element(&self, selector: &str) -> Outcome<WebElement> {
        let find = "return document.querySelector(arguments[0]);";
        self.found_by(find, vec![json!(selector)], selector).await
    }

    /// Presses the button of this name, or the one whose name starts so, once it is there.
    pub(crate) async fn press(&self, name: &str) -> Outcome {
        let find = "
            const name = arguments[0];
            const nameOf = (button) => (button.ariaLabel ?? button.innerText).trim();
            const reachable = (button) => button.checkVisibility() && !button.disabled
                && (button.closest('dialog') || !document.querySelector('dialog[open]'));
            const shown = [...document.querySelectorAll('button, summary')].filter(reachable);
            return shown.find((button) => nameOf(button) === name)
                ?? shown.find((button) => nameOf(button).startsWith(name)) ?? null;";
        let what = format!("button `{name}`");
        self.click_what_is_found(find, vec![json!(name)], &what)
            .await
    }

    /// Chooses from the list of this label the option of this name, or the one whose name starts so.
    pub(crate) async fn choose(&self, label: &str, option: &str) -> Outcome {
        let find = "
            const [label, name] = arguments;
            const options = [...document.querySelectorAll(document.querySelector('dialog[open]') ? 'dialog[open] label' : 'main label')]
                .filter((list) => list.querySelector('span')?.innerText.trim() === label)
                .flatMap((list) => [...list.querySelectorAll('option')]);
            return options.find(({ text }) => text === name)
                ?? options.find(({ text }) => text.startsWith(name)) ?? null;";
        let what = format!("choice `{option}` of `{label}`");
        let arguments = vec![json!(label), json!(option)];
        self.click_what_is_found(find, arguments, &what).await
    }

    /// Types into whatever has the focus.
    pub(crate) async fn type_keys(&self, text: &str) -> Outcome {
        self.driver.active_element().await?.send_keys(text).await?;
        Ok(())
    }

    /// Pastes a text into the page, as Ctrl V does while no field has the focus.
    pub(crate) async fn paste(&self, text: &str) -> Outcome {
        let paste = "
            const data = new DataTransfer();
            data.setData('text/plain', arguments[0]);
            document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));";
        self.script(paste, vec![json!(text)]).await.map(drop)
    }

    /// Drops files of the repository onto the page, all at once.
    pub(crate) async fn drop_files(&self, files: &[&str]) -> Outcome {
        let mut dropped = Vec::new();
        for file in files {
            let bytes = fs::read(place::root().join(file))?;
            let name = file.rsplit('/').next().unwrap_or(file);
            dropped.push(json!({ "name": name, "bytes": BASE64.encode(bytes) }));
        }
        let script = "
            const data = new DataTransfer();
            for (const { name, bytes } of arguments[0])
                data.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name));
            document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));";
        self.script(script, vec![json!(dropped)]).await.map(drop)
    }

    /// The element that a script returns, once it does.
    async fn found_by(
        &self,
        script: &str,
        arguments: Vec<Value>,
        what: &str,
    ) -> Outcome<WebElement> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let found = self.driver.execute(script, arguments.clone()).await?;
            if !found.json().is_null() {
                return Ok(found.element()?);
            }
            self.wait_a_little(what, deadline).await?;
        }
    }

    /// Clicks what a script finds. What the page puts another in the place of between the two is looked for again, as a reader
    /// would who sees it change.
    async fn click_what_is_found(
        &self,
        script: &str,
        arguments: Vec<Value>,
        what: &str,
    ) -> Outcome {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let found = self.found_by(script, arguments.clone(), what).await?;
            match found.click().await {
                Err(error) if is_stale(&error) => self.wait_a_little(what, deadline).await?,
                clicked => return Ok(clicked?),
            }
        }
    }

    /// Waits until a script that is one expression gives something true, and gives it back.
    pub(crate) async fn wait_for(&self, what: &str, expression: &str) -> Outcome<Value> {
        let deadline = Instant::now() + PATIENCE;
        let script = format!("return ({expression});");
        loop {
            let value = self.script(&script, Vec::new()).await?;
            let nothing = [Value::Null, json!(false), json!(""), json!(0)];
            if !nothing.contains(&value) {
                return Ok(value);
            }
            self.wait_a_little(what, deadline).await?;
        }
    }

    /// A pause before the next look at the page; fails at the deadline, and at once if the program broke down.
    async fn wait_a_little(&self, what: &str, deadline: Instant) -> Outcome {
        expect(Instant::now() < deadline, || {
            format!("Waited in vain for {what}.")
        })?;
        let broken = "return document.querySelector('body > p[role=alert]')?.textContent ?? null;";
        let said = self.script(broken, Vec::new()).await?;
        expect(said.is_null(), || format!("The page says: {said}"))?;
        pause().await;
        Ok(())
    }

    /// Waits until the page says that the review is kept.
    pub(crate) async fn kept(&self) -> Outcome {
        self.wait_for(
            "the review to be kept",
            "document.querySelector('.saved')?.innerText.startsWith('Saved here')",
        )
        .await
        .map(drop)
    }

    /// Loads the page again, as a reader does.
    pub(crate) async fn reload(&self) -> Outcome {
        self.driver.refresh().await?;
        Ok(())
    }

    /// The next file that the page gives to be saved, when it is complete, with its name.
    pub(crate) async fn download(&self) -> Outcome<(String, Vec<u8>)> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(path) = self.finished_download()? {
                let name = path
                    .file_name()
                    .map(|name| name.to_string_lossy().into_owned())
                    .unwrap_or_default();
                let bytes = fs::read(&path)?;
                fs::remove_file(&path)?;
                return Ok((name, bytes));
            }
            expect(Instant::now() < deadline, || {
                "No file was downloaded.".to_owned()
            })?;
            pause().await;
        }
    }

    fn finished_download(&self) -> Outcome<Option<PathBuf>> {
        let files: Vec<PathBuf> = fs::read_dir(self.downloads.path())?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        let unfinished = files.iter().any(|file| {
            file.extension()
                .is_some_and(|ending| ending == "crdownload")
        });
        let hidden = |file: &PathBuf| {
            file.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with('.'))
        };
        Ok(files.into_iter().find(|file| !unfinished && !hidden(file)))
    }

    /// Everything that was asked of the local server, in order.
    pub(crate) fn served(&self) -> Vec<String> {
        self.served
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Every address that the page has asked for, wherever it points, in order.
    pub(crate) async fn requests(&self) -> Outcome<Vec<String>> {
        for entry in self.driver.get_log("performance").await? {
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
    pub(crate) async fn settled(&self) -> Outcome {
        loop {
            let before = (self.served().len(), self.requests().await?.len());
            tokio::time::sleep(Duration::from_secs(1)).await;
            if before == (self.served().len(), self.requests().await?.len()) {
                return Ok(());
            }
        }
    }

    /// What holds for the page at every moment: no error, no refusal by the policy, no address elsewhere.
    pub(crate) async fn check_that_nothing_is_wrong(&self) -> Outcome {
        let faults = self.take_faults().await?;
        expect(faults.is_empty(), || faults.join("\n    "))
    }

    /// Everything that is wrong with the page since the last call: errors of the console (failures to load, exceptions,
    /// panics of the program), refusals by the content policy, addresses elsewhere.
    pub(crate) async fn take_faults(&self) -> Outcome<Vec<String>> {
        let errors = self
            .driver
            .browser_log()
            .await?
            .into_iter()
            .filter(|entry| entry.level == "SEVERE");
        let mut faults: Vec<String> = errors
            .map(|entry| format!("Console: {}", entry.message))
            .collect();

        let violations = self
            .script("return globalThis.policyViolations.splice(0);", Vec::new())
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

    /// The window as a PNG.
    pub(crate) async fn screenshot(&self) -> Outcome<Vec<u8>> {
        Ok(self.driver.screenshot_as_png().await?)
    }

    /// An element as it is seen, as a PNG, even where it reaches beyond the window.
    pub(crate) async fn picture_of(&self, selector: &str) -> Outcome<Vec<u8>> {
        let place = "
            const { x, y, width, height } = document.querySelector(arguments[0]).getBoundingClientRect();
            return { x: x + scrollX, y: y + scrollY, width, height, scale: 1 };";
        let clip = self.script(place, vec![json!(selector)]).await?;
        self.captured(json!({ "captureBeyondViewport": true, "clip": clip }))
            .await
    }

    /// The page from top to bottom as a PNG, at the device's pixels.
    pub(crate) async fn whole_picture(&self) -> Outcome<Vec<u8>> {
        self.captured(json!({ "captureBeyondViewport": true }))
            .await
    }

    async fn captured(&self, parameters: Value) -> Outcome<Vec<u8>> {
        let answer = self.browser("Page.captureScreenshot", parameters).await?;
        let text = answer["data"].as_str().unwrap_or_default();
        BASE64
            .decode(text)
            .map_err(|error| Failure::new(format!("The picture cannot be read: {error}.")))
    }

    /// Closes the browser.
    pub(crate) async fn close(self) -> Outcome {
        self.driver.quit().await?;
        Ok(())
    }
}

/// A tenth of a second, between two looks at the page.
async fn pause() {
    tokio::time::sleep(Duration::from_millis(100)).await;
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
