//! How fast the machine reads: what any pass over the same columns can be measured against.
//!
//! A yardstick must be as fast as the machine, so there are two, and the faster counts: a sum, in so many lanes that the
//! compiler makes vectors of it, and a copy of each piece into a scratch that stays in the first-level cache.

use std::hint::black_box;
use std::time::Instant;

use credit_bureau::portfolio::columns::Columns;

use super::sections::{Number, Visitor, visit};

/// Memory as large as some of the columns of a portfolio, in pieces of the same sizes.
#[derive(Default)]
pub struct Yardstick {
    wanted: Vec<&'static str>,
    pieces: Vec<Vec<u64>>,
    bytes: usize,
}

impl Yardstick {
    /// Of the columns of these names, or of all if there are none, batch by batch.
    pub fn of(wanted: &[&'static str], batches: impl IntoIterator<Item = Columns>) -> Yardstick {
        let mut yardstick = Yardstick { wanted: wanted.to_vec(), ..Yardstick::default() };
        for mut batch in batches {
            // It finds nothing wrong, and what it shows is of columns that hold together.
            let _ = visit(&mut batch, &mut yardstick);
        }
        yardstick
    }

    /// How many bytes it reads.
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Bytes a second, by the median of some runs: what is faster counts. With feature `rayon` on the threads of its pool.
    pub fn bandwidth(&self) -> f64 {
        let seconds = median(RUNS, || self.sum()).min(median(RUNS, || self.copy()));
        #[cfg(feature = "rayon")]
        let seconds = seconds.min(median(RUNS, || self.par_sum()));
        self.bytes as f64 / seconds
    }

    /// Reads everything once by adding it up.
    pub fn sum(&self) {
        self.pieces.iter().for_each(|piece| {
            black_box(sum(piece));
        });
    }

    /// As [`sum`](Self::sum), on the threads of rayon's pool.
    #[cfg(feature = "rayon")]
    pub fn par_sum(&self) {
        use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

        self.pieces.par_iter().for_each(|piece| {
            black_box(sum(piece));
        });
    }

    /// Reads everything once by copying it.
    pub fn copy(&self) {
        let mut scratch = [0_u64; SCRATCH];
        for piece in self.pieces.iter().flat_map(|piece| piece.chunks(SCRATCH)) {
            if let Some(place) = scratch.get_mut(..piece.len()) {
                place.copy_from_slice(piece);
            }
            black_box(&mut scratch);
        }
    }
}

impl Visitor for Yardstick {
    fn numbers<N: Number>(&mut self, name: &'static str, column: &mut Vec<N>) -> Result<(), String> {
        if self.wanted.is_empty() || self.wanted.contains(&name) {
            let mut bytes = Vec::with_capacity(size_of_val(column.as_slice()) + 8);
            column.iter().for_each(|number| number.put(&mut bytes));
            self.bytes += bytes.len();
            bytes.resize(bytes.len().next_multiple_of(8), 0);
            self.pieces.push(bytes.chunks_exact(8).map(u64::of).collect());
        }
        Ok(())
    }
}

fn sum(numbers: &[u64]) -> u64 {
    const LANES: usize = 32;
    let (whole, rest) = numbers.as_chunks::<LANES>();
    let mut lanes = [0_u64; LANES];
    for chunk in whole {
        for (lane, number) in lanes.iter_mut().zip(chunk) {
            *lane = lane.wrapping_add(*number);
        }
    }
    lanes.iter().chain(rest).fold(0, |sum, number| sum.wrapping_add(*number))
}

/// The median of the seconds that something takes, after one run that is not counted.
pub fn median(runs: usize, mut run: impl FnMut()) -> f64 {
    run();
    let mut seconds: Vec<f64> = (0..runs.max(1))
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}

/// Words of the scratch: 8 KiB.
const SCRATCH: usize = 1024;
const RUNS: usize = 7;
