//! Many people's accounts in columns.

#![allow(dead_code, reason = "under construction")]

mod columns;
