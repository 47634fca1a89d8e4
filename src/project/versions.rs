//! Keeps versions of the review that were frozen.

use std::sync::Arc;

use super::apply::{change_shared, checked, within_limits};
use super::{Limit, Project, Refused};
use crate::data::{FrozenVersion, HarmsItem, is_day};

impl Project {
    /// Keeps a version after those that are there.
    pub(super) fn freeze_version(&mut self, version: &FrozenVersion) -> Result<(), Refused> {
        let date = version.date.trim();
        if !date.is_empty() && !is_day(date) {
            return Err(Refused::NotADay);
        }
        if self.review.versions.len() >= Limit::VERSIONS {
            return Err(Refused::TooMuch(Limit::Versions(Limit::VERSIONS)));
        }
        let version = FrozenVersion {
            name: checked(&version.name)?,
            date: date.to_owned(),
            ..version.clone()
        };
        self.review.versions.push(Arc::new(version));
        within_limits(&self.review)
    }

    pub(super) fn rename_version(&mut self, place: usize, name: &str) -> Result<(), Refused> {
        let name = checked(name)?;
        let version = self.review.versions.get_mut(place);
        let version = version.ok_or(Refused::NoSuchVersion)?;
        change_shared(version, |version| version.name = name);
        Ok(())
    }

    pub(super) fn remove_version(&mut self, place: usize) -> Result<(), Refused> {
        if place >= self.review.versions.len() {
            return Err(Refused::NoSuchVersion);
        }
        self.review.versions.remove(place);
        Ok(())
    }

    pub(super) fn set_harms_place(&mut self, item: HarmsItem, place: &str) -> Result<(), Refused> {
        let place = checked(place)?;
        if place.is_empty() {
            self.review.harms_places.remove(&item);
        } else {
            self.review.harms_places.insert(item, place);
        }
        Ok(())
    }
}
