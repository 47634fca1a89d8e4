//! The languages of the program: that each text is translated, and what is said in another language than English.
//!
//! The language is chosen once for a program, so that these tests have one of their own: in it everything is said in Chinese.
#![cfg(test)]

#[path = "../tables/answers.rs"]
mod answers;
mod catalogue;
mod spoken;
