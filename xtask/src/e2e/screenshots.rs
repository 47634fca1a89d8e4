//! Pictures of the page for people to look at.

use std::fs;
use std::path::Path;

use super::driver::Driver;
use super::failure::Outcome;
use super::page::{Opened, Page, View};
use crate::problem::Problem;

/// Takes the page wide and narrow, light and dark, at one and two device pixels, into a folder.
pub(crate) async fn take(driver: &Driver, folder: &Path) -> Result<(), Problem> {
    fs::create_dir_all(folder).map_err(|error| Problem::file("create", folder, &error))?;
    for (width, height) in [(1280, 900), (390, 844)] {
        for dark in [false, true] {
            for pixel_ratio in [1, 2] {
                let view = View {
                    width,
                    height,
                    pixel_ratio: f64::from(pixel_ratio),
                    dark,
                };
                let scheme = if dark { "dark" } else { "light" };
                let path = folder.join(format!("{width}-{scheme}-{pixel_ratio}x.png"));
                picture(driver, view, &path).await.map_err(|failure| {
                    Problem::new(
                        format!("No picture was taken: {failure}"),
                        "Build the page first.",
                    )
                })?;
                println!("{}", path.display());
            }
        }
    }
    Ok(())
}

/// The whole page, not only what fits into the window.
async fn picture(driver: &Driver, view: View, path: &Path) -> Outcome {
    let page = Page::open(driver, Opened::Hosted, view).await?;
    page.wait_for("the program to start", "globalThis.trialpoolSpawn")
        .await?;
    page.settled().await?;
    fs::write(path, page.whole_picture().await?)?;
    page.close().await
}
