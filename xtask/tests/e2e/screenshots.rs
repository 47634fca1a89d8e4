//! Pictures of the page for people to look at.

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::Context;

use super::page::{Opened, Page, View};
use super::scenario::Outcome;

/// Takes the page wide and narrow, light and dark, at one and two device pixels, into the folder that `SCREENSHOTS` names.
#[tokio::test]
#[ignore = "called by `cargo xtask screenshots DIR`"]
async fn screenshots() -> Outcome {
    let folder = env::var_os("SCREENSHOTS").context("SCREENSHOTS names no folder.")?;
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder)?;
    for (width, height) in [(1280, 900), (390, 844)] {
        for (dark, scheme) in [(false, "light"), (true, "dark")] {
            for pixel_ratio in [1, 2] {
                let view = View {
                    width,
                    height,
                    pixel_ratio: f64::from(pixel_ratio),
                    dark,
                };
                let path = folder.join(format!("{width}-{scheme}-{pixel_ratio}x.png"));
                picture(view, &path).await?;
                println!("{}", path.display());
            }
        }
    }
    Ok(())
}

/// The whole page, not only what fits into the window.
async fn picture(view: View, path: &Path) -> Outcome {
    let page = Page::open(Opened::Hosted, view).await?;
    page.until("globalThis.trialpoolSpawn").await?;
    page.settled().await?;
    fs::write(path, page.whole_picture().await?)?;
    page.close().await
}
