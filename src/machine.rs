//! Compilation for the instruction sets of today's machines, for the few loops in which most time is spent.

/// Compiles functions for several sets of instructions, of which the machine's is chosen when the program runs, if
/// feature `simd` is on; without it, and on other machines, they are compiled as all else. Results are the same.
///
/// A function that is called from such a one is compiled with it if it is inlined, else for itself.
macro_rules! for_every_machine {
    ($(
        $(#[$attribute:meta])*
        $visible:vis fn $name:ident($($argument:ident: $type:ty),* $(,)?) $(-> $result:ty)? $body:block
    )*) => {
        $(
            $(#[$attribute])*
            #[cfg_attr(
                feature = "simd",
                multiversion::multiversion(targets(
                    "x86_64+avx512f+avx512bw+avx512cd+avx512dq+avx512vl+avx512vpopcntdq+bmi1+bmi2+lzcnt+popcnt",
                    "x86_64+avx2+bmi1+bmi2+lzcnt+popcnt",
                ))
            )]
            #[allow(clippy::too_many_arguments, reason = "columns")]
            $visible fn $name($($argument: $type),*) $(-> $result)? $body
        )*
    };
}

pub(crate) use for_every_machine;
