//! A map and a set in the order of their keys, held as one sorted vector.
//!
//! A review has tens of outcomes and at most a few thousand trials: at that size a sorted vector is as fast as a tree.
//! The reason for it is the page's weight: each kind of `BTreeMap` brings several kilobytes of balancing, bulk building
//! and sorting into the program, and the model has a dozen kinds. For the same reason what is called everywhere is never
//! compiled into its callers.

use std::borrow::Borrow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::json::{ReadJson, Value, WriteJson, Wrong, write_list, write_name};

/// A map that iterates in the order of its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderedMap<K, V> {
    /// Sorted by key, no key twice.
    pairs: Vec<(K, V)>,
}

impl<K, V> Default for OrderedMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> OrderedMap<K, V> {
    /// A map without pairs.
    #[must_use]
    pub const fn new() -> Self {
        Self { pairs: Vec::new() }
    }

    /// How many pairs there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// The pairs, by key.
    pub fn iter(&self) -> Iter<'_, K, V> {
        self.pairs
            .iter()
            .map(as_references as fn(&(K, V)) -> (&K, &V))
    }

    /// The pairs, by key, with values that can be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)> {
        self.pairs.iter_mut().map(|(key, value)| (&*key, value))
    }

    /// The keys in their order.
    #[must_use]
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator {
        self.pairs.iter().map(|(key, _)| key)
    }

    /// The values in the order of their keys.
    #[must_use]
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator {
        self.pairs.iter().map(|(_, value)| value)
    }

    /// The values in the order of their keys, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.pairs.iter_mut().map(|(_, value)| value)
    }

    /// The values alone, in the order of their keys.
    pub fn into_values(self) -> impl Iterator<Item = V> {
        self.pairs.into_iter().map(|(_, value)| value)
    }

    /// Takes every pair out.
    pub fn clear(&mut self) {
        self.pairs.clear();
    }

    /// Keeps the pairs of which `keep` holds.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.pairs.retain_mut(|(key, value)| keep(key, value));
    }
}

impl<K: Ord, V> OrderedMap<K, V> {
    /// Where the key stands, or where it would.
    fn position<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.pairs
            .binary_search_by(|(known, _)| known.borrow().cmp(key))
    }

    /// The value of a key.
    #[inline(never)]
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let position = self.position(key).ok()?;
        self.pairs.get(position).map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let position = self.position(key).ok()?;
        self.pairs.get_mut(position).map(|(_, value)| value)
    }

    /// Whether the key is there.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.position(key).is_ok()
    }

    /// Puts a value under a key; gives back the value that stood there.
    #[inline(never)]
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.position(&key) {
            Ok(position) => Some(std::mem::replace(&mut self.pairs[position].1, value)),
            Err(position) => {
                self.pairs.insert(position, (key, value));
                None
            }
        }
    }

    /// Takes a key and its value out.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let position = self.position(key).ok()?;
        Some(self.pairs.remove(position).1)
    }

    /// The place of a key, to be filled if it is empty.
    pub fn entry(&mut self, key: K) -> Place<'_, K, V> {
        Place { map: self, key }
    }
}

/// The pairs of a map, by key.
pub type Iter<'map, K, V> =
    std::iter::Map<std::slice::Iter<'map, (K, V)>, fn(&'map (K, V)) -> (&'map K, &'map V)>;

/// The place of a key in a map.
pub struct Place<'map, K, V> {
    map: &'map mut OrderedMap<K, V>,
    key: K,
}

impl<'map, K: Ord, V> Place<'map, K, V> {
    /// The value that stands here; the given one where none does.
    pub fn or_insert(self, value: V) -> &'map mut V {
        self.or_insert_with(|| value)
    }

    /// The value that stands here; a made one where none does.
    pub fn or_insert_with(self, value: impl FnOnce() -> V) -> &'map mut V {
        let position = match self.map.position(&self.key) {
            Ok(position) => position,
            Err(position) => {
                self.map.pairs.insert(position, (self.key, value()));
                position
            }
        };
        &mut self.map.pairs[position].1
    }

    /// The value that stands here; the default one where none does.
    pub fn or_default(self) -> &'map mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for OrderedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut map = Self::new();
        map.extend(pairs);
        map
    }
}

impl<K: Ord, V> Extend<(K, V)> for OrderedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, pairs: I) {
        for (key, value) in pairs {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for OrderedMap<K, V> {
    fn from(pairs: [(K, V); N]) -> Self {
        pairs.into_iter().collect()
    }
}

impl<K, V> IntoIterator for OrderedMap<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.pairs.into_iter()
    }
}

/// Shows a pair of a map as a pair of references.
fn as_references<K, V>(pair: &(K, V)) -> (&K, &V) {
    (&pair.0, &pair.1)
}

impl<'map, K, V> IntoIterator for &'map OrderedMap<K, V> {
    type Item = (&'map K, &'map V);
    type IntoIter = Iter<'map, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K: Serialize, V: Serialize> Serialize for OrderedMap<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

impl<'de, K: Ord + Deserialize<'de>, V: Deserialize<'de>> Deserialize<'de> for OrderedMap<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Pairs(PhantomData))
    }
}

/// An object whose names are the numbers of the keys.
impl<K: Ord + From<u32>, V: ReadJson> ReadJson for OrderedMap<K, V> {
    fn read_json(value: Value<'_>) -> Result<Self, Wrong> {
        let mut map = Self::new();
        let mut pairs = value.pairs()?;
        while let (Some(name), Some(value)) = (pairs.next(), pairs.next()) {
            let number: u32 = name
                .text()?
                .parse()
                .map_err(|_| name.wrong("a whole number is expected"))?;
            map.insert(K::from(number), V::read_json(value)?);
        }
        Ok(map)
    }
}

impl<K: Copy + Into<u32>, V: WriteJson> WriteJson for OrderedMap<K, V> {
    fn write_json(&self, text: &mut String) {
        text.push('{');
        for (key, value) in self {
            let number: u32 = (*key).into();
            write_name(&number.to_string(), text);
            value.write_json(text);
        }
        text.push('}');
    }
}

struct Pairs<K, V>(PhantomData<(K, V)>);

impl<'de, K: Ord + Deserialize<'de>, V: Deserialize<'de>> Visitor<'de> for Pairs<K, V> {
    type Value = OrderedMap<K, V>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Self::Value, A::Error> {
        let mut map = OrderedMap::new();
        while let Some((key, value)) = pairs.next_entry()? {
            map.insert(key, value);
        }
        Ok(map)
    }
}

/// A set that iterates in the order of its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderedSet<T> {
    values: OrderedMap<T, ()>,
}

impl<T> Default for OrderedSet<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> OrderedSet<T> {
    /// A set without values.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            values: OrderedMap::new(),
        }
    }

    /// How many values there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The values in their order.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator {
        self.values.keys()
    }

    /// Keeps the values of which `keep` holds.
    pub fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        self.values.retain(|value, ()| keep(value));
    }
}

impl<T: Ord> OrderedSet<T> {
    /// Whether the value is there.
    pub fn contains<Q: Ord + ?Sized>(&self, value: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.values.contains_key(value)
    }

    /// Puts a value in; whether it is new.
    pub fn insert(&mut self, value: T) -> bool {
        self.values.insert(value, ()).is_none()
    }

    /// Takes a value out; whether it was there.
    pub fn remove<Q: Ord + ?Sized>(&mut self, value: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.values.remove(value).is_some()
    }

    /// The values that `other` does not hold.
    pub fn difference<'set>(&'set self, other: &'set Self) -> impl Iterator<Item = &'set T> {
        self.iter().filter(|value| !other.contains(value))
    }
}

impl<T: Ord> FromIterator<T> for OrderedSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut set = Self::new();
        set.extend(values);
        set
    }
}

impl<T: Ord> Extend<T> for OrderedSet<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        self.values
            .extend(values.into_iter().map(|value| (value, ())));
    }
}

impl<T: Ord, const N: usize> From<[T; N]> for OrderedSet<T> {
    fn from(values: [T; N]) -> Self {
        values.into_iter().collect()
    }
}

/// The value of a pair whose other half is nothing.
fn value_alone<T>(pair: (T, ())) -> T {
    pair.0
}

impl<T> IntoIterator for OrderedSet<T> {
    type Item = T;
    type IntoIter = std::iter::Map<std::vec::IntoIter<(T, ())>, fn((T, ())) -> T>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.into_iter().map(value_alone)
    }
}

/// The value of a shared pair whose other half is nothing.
fn shared_value_alone<T>(pair: &(T, ())) -> &T {
    &pair.0
}

impl<'set, T> IntoIterator for &'set OrderedSet<T> {
    type Item = &'set T;
    type IntoIter = std::iter::Map<std::slice::Iter<'set, (T, ())>, fn(&'set (T, ())) -> &'set T>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.pairs.iter().map(shared_value_alone)
    }
}

impl<T: Serialize> Serialize for OrderedSet<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<'de, T: Ord + Deserialize<'de>> Deserialize<'de> for OrderedSet<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::deserialize(deserializer)?.into_iter().collect())
    }
}

impl<T: Ord + ReadJson> ReadJson for OrderedSet<T> {
    fn read_json(value: Value<'_>) -> Result<Self, Wrong> {
        let mut set = Self::new();
        for item in value.items()? {
            set.insert(T::read_json(item)?);
        }
        Ok(set)
    }
}

impl<T: WriteJson> WriteJson for OrderedSet<T> {
    fn write_json(&self, text: &mut String) {
        write_list(&mut self.iter().map(|value| value as &dyn WriteJson), text);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_map_holds_what_a_tree_holds(
            inserted in prop::collection::vec((0_u8..20, any::<u16>()), 0..60),
            removed in prop::collection::vec(0_u8..20, 0..20),
        ) {
            let mut map: OrderedMap<_, _> = inserted.iter().copied().collect();
            let mut tree: BTreeMap<_, _> = inserted.iter().copied().collect();
            for key in &removed {
                prop_assert_eq!(map.remove(key), tree.remove(key));
            }
            prop_assert!(map.iter().eq(tree.iter()));
            prop_assert_eq!(map.len(), tree.len());
            for key in 0..20 {
                prop_assert_eq!(map.get(&key), tree.get(&key));
                *map.entry(key).or_default() += 0;
                *tree.entry(key).or_default() += 0;
            }
            prop_assert!(map.into_iter().eq(tree));
        }

        #[test]
        fn a_set_holds_what_a_tree_holds(
            one in prop::collection::vec(0_u8..20, 0..30),
            other in prop::collection::vec(0_u8..20, 0..30),
        ) {
            let sets: [OrderedSet<_>; 2] = [&one, &other].map(|values| values.iter().copied().collect());
            let trees: [BTreeSet<_>; 2] = [&one, &other].map(|values| values.iter().copied().collect());
            prop_assert!(sets[0].difference(&sets[1]).eq(trees[0].difference(&trees[1])));
            prop_assert!(sets[0].iter().eq(trees[0].iter()));
        }

        #[test]
        fn the_written_form_is_that_of_a_tree(
            inserted in prop::collection::vec((any::<u32>(), any::<u16>()), 0..20),
        ) {
            let map: OrderedMap<_, _> = inserted.iter().copied().collect();
            let tree: BTreeMap<_, _> = inserted.iter().copied().collect();
            let text = serde_json::to_string(&map).unwrap();
            prop_assert_eq!(&text, &serde_json::to_string(&tree).unwrap());
            prop_assert_eq!(serde_json::from_str::<OrderedMap<u32, u16>>(&text).unwrap(), map);
        }
    }
}
