//! Loading the whole shipped pack: every file parsed, every expression typed.

use criterion::Criterion;
use partnership_desk::pack::builtin;

pub(crate) fn load_files() -> partnership_desk::pack::Files {
    builtin::files(builtin::ids().next().unwrap()).unwrap()
}

pub(crate) fn load(criterion: &mut Criterion) {
    let files = load_files();
    criterion.bench_function("load the whole pack", |bencher| {
        bencher.iter(|| partnership_desk::pack::load(&files).unwrap());
    });
}
