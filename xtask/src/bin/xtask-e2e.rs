//! The commands that drive a browser, apart from the others because of the crates that this takes.

fn main() -> std::process::ExitCode {
    xtask::e2e::main()
}
