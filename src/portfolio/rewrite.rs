//! Chunks built from the subjects of another chunk, because it changes or is too large.

use std::ops::Range;

use super::chunk_builder::ChunkBuilder;
use super::columns::Chunk;
use crate::month::Month;
use crate::report::Report;

/// The chunks, one or several, that take the place of a chunk.
pub(super) struct Rewrite {
    month: Month,
    dictionary: u32,
    names: bool,
    open_chunk: ChunkBuilder,
    done: Vec<Chunk>,
}

impl Rewrite {
    pub(super) fn new(month: Month, dictionary: u32, names: bool) -> Rewrite {
        Rewrite { month, dictionary, names, open_chunk: ChunkBuilder::new(month, dictionary, names), done: Vec::new() }
    }

    /// Copies a range of subjects from a chunk that is read with the same dictionary.
    pub(super) fn copy(&mut self, chunk: &Chunk, mut subjects: Range<usize>) {
        while !subjects.is_empty() {
            // An empty chunk takes one subject, however large: otherwise the loop would never end.
            let least = usize::from(self.open_chunk.subjects() == 0);
            let number = self.open_chunk.room_among(chunk, &subjects).max(least);
            let end = subjects.start.saturating_add(number);
            self.open_chunk.copy(chunk, &(subjects.start..end));
            subjects.start = end;
            if !subjects.is_empty() {
                self.cut();
            }
        }
    }

    /// Appends a report, with the places of its accounts' profiles.
    pub(super) fn push(&mut self, report: &Report, places: Vec<u16>) {
        if !self.open_chunk.has_room_for(report) {
            self.cut();
        }
        self.open_chunk.push(report, places);
    }

    /// Continues with a chunk that is read with this dictionary.
    pub(super) fn read_with(&mut self, dictionary: u32) {
        if dictionary != self.dictionary {
            self.dictionary = dictionary;
            self.cut();
        }
    }

    /// Ends the current chunk and begins another.
    pub(super) fn cut(&mut self) {
        let next = ChunkBuilder::new(self.month, self.dictionary, self.names);
        let chunk = std::mem::replace(&mut self.open_chunk, next).finish();
        if chunk.subjects() > 0 {
            self.done.push(chunk);
        }
    }

    /// The number of finished chunks.
    pub(super) const fn chunks(&self) -> usize {
        self.done.len()
    }

    pub(super) fn finish(mut self) -> Vec<Chunk> {
        self.cut();
        self.done
    }
}
