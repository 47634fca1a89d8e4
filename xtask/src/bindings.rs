//! wasm-bindgen as a library: this program, copied under the name `wasm-bindgen`, is what Trunk finds on its path, and
//! it runs the wasm tests. So its version is pinned by `Cargo.lock` and nothing has to be downloaded ready-made.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::problem::Problem;
use crate::{function_order, place, short_names, unused_bindings};

/// Whether this program was started under the name `wasm-bindgen`.
pub(crate) fn is_called_by_name(arguments: &[OsString]) -> bool {
    arguments.first().is_some_and(|program| {
        std::path::Path::new(program)
            .file_stem()
            .is_some_and(|name| name == "wasm-bindgen")
    })
}

/// Writes the bindings of a module, with wasm-bindgen's own arguments.
pub(crate) fn generate(mut arguments: Vec<OsString>) -> Result<(), Problem> {
    // Names help nobody who reads the shipped page and weigh a fifth of it.
    arguments.extend([
        "--remove-name-section".into(),
        "--remove-producers-section".into(),
    ]);
    leave_unused_out(&mut arguments)?;
    let written = Bindings::by(&arguments);
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(arguments).map_err(|error| {
        Problem::shown_above(format!("The bindings could not be written: {error:#}."))
    })?;
    written.map_or(Ok(()), |written| written.make_small())
}

/// Lets wasm-bindgen read the module without bindings that nothing calls. A module of an unknown form stays as it is: it
/// weighs a little more.
fn leave_unused_out(arguments: &mut [OsString]) -> Result<(), Problem> {
    for argument in arguments {
        let path = PathBuf::from(&argument);
        if path
            .extension()
            .is_some_and(|extension| extension == "wasm")
        {
            let module = fs::read(&path).map_err(|error| Problem::file("read", &path, &error))?;
            if let Some(module) = unused_bindings::left_out(&module) {
                let path = path.with_extension("used.wasm");
                fs::write(&path, module).map_err(|error| Problem::file("write", &path, &error))?;
                *argument = path.into_os_string();
            }
        }
    }
    Ok(())
}

/// The two files that wasm-bindgen writes.
pub(crate) struct Bindings {
    pub(crate) module: PathBuf,
    pub(crate) script: PathBuf,
}

impl Bindings {
    /// Writes the bindings of a module into a folder, as Trunk would.
    pub(crate) fn of(module: &Path, folder: &Path) -> Result<Self, Problem> {
        let name = "trialpool";
        let mut arguments = vec!["wasm-bindgen".into(), module.into()];
        arguments.extend([
            "--target=no-modules".into(),
            "--no-typescript".into(),
            format!("--out-name={name}").into(),
        ]);
        let mut out = OsString::from("--out-dir=");
        out.push(folder);
        arguments.push(out);
        generate(arguments)?;
        Ok(Self::within(folder, name))
    }

    fn within(folder: &Path, name: &str) -> Self {
        Self {
            module: folder.join(format!("{name}_bg.wasm")),
            script: folder.join(format!("{name}.js")),
        }
    }

    /// Where the arguments, as Trunk gives them, put the files.
    fn by(arguments: &[OsString]) -> Option<Self> {
        let value = |name: &str| {
            arguments
                .iter()
                .filter_map(|argument| argument.to_str())
                .find_map(|argument| argument.strip_prefix(name)?.strip_prefix('='))
        };
        Some(Self::within(
            Path::new(value("--out-dir")?),
            value("--out-name")?,
        ))
    }

    fn make_small(&self) -> Result<(), Problem> {
        let module =
            fs::read(&self.module).map_err(|error| Problem::file("read", &self.module, &error))?;
        let script = fs::read_to_string(&self.script)
            .map_err(|error| Problem::file("read", &self.script, &error))?;
        let (module, script) = short_names::shorten(&module, &script)?;
        fs::write(&self.module, function_order::by_likeness(&module)?)
            .map_err(|error| Problem::file("write", &self.module, &error))?;
        fs::write(&self.script, script)
            .map_err(|error| Problem::file("write", &self.script, &error))
    }
}

/// Runs a module of tests, as Cargo calls it.
pub(crate) fn run_tests(arguments: Vec<OsString>) -> Result<(), Problem> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(arguments)
        .map_err(|error| Problem::shown_above(format!("The wasm tests did not pass: {error:#}.")))
}

/// Cargo's configuration that runs the tests built for a target by this very program, as a line of TOML.
///
/// It is a list, as the program's path may hold a space; `.cargo/config.toml` names no runner, since Cargo refuses to merge
/// a list with a line.
pub(crate) fn as_runner(target: &str) -> Result<String, Problem> {
    let program = this_program()?;
    Ok(format!(
        "target.{target}.runner = [{:?}, \"wasm-runner\"]",
        program.to_string_lossy()
    ))
}

fn this_program() -> Result<PathBuf, Problem> {
    env::current_exe().map_err(|error| {
        Problem::new(
            format!("This program does not know where it lies: {error}."),
            "Start it with `cargo xtask`.",
        )
    })
}

/// A folder holding this program under the name `wasm-bindgen`, for the path of Trunk.
pub(crate) fn folder() -> Result<PathBuf, Problem> {
    let folder = place::target().join("wasm-bindgen-of-xtask");
    let name = format!("wasm-bindgen{}", env::consts::EXE_SUFFIX);
    let program = this_program()?;
    fs::create_dir_all(&folder).map_err(|error| Problem::file("create", &folder, &error))?;
    // Under a passing name first: a copy that is being executed by another command may not be written to.
    let fresh = folder.join(format!("{name}.{}", std::process::id()));
    let copy = folder.join(name);
    fs::copy(&program, &fresh)
        .and_then(|_| fs::rename(&fresh, &copy))
        .map_err(|error| Problem::file("write", &copy, &error))?;
    Ok(folder)
}
