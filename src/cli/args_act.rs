//! The words of calls that act on one part of a form: sign, send back, decide between versions, move to a version.

use clap::Args as ClapArgs;
use std::path::PathBuf;

/// One part of a form.
#[derive(ClapArgs)]
pub(crate) struct PartArgs {
    pub(crate) reference: String,
    #[arg(long)]
    pub(crate) form: String,
    #[arg(long, value_name = "P")]
    pub(crate) period: Option<String>,
    /// The part; if none is named, any when signing, else the first.
    #[arg(long)]
    pub(crate) part: Option<String>,
}

/// Who did what to which part, and when.
#[derive(ClapArgs)]
pub(crate) struct ActArgs {
    #[command(flatten)]
    pub(crate) of: PartArgs,
    /// The role of the officer or body.
    #[arg(long)]
    pub(crate) role: String,
    #[arg(long)]
    pub(crate) name: String,
    #[arg(long, value_name = "DATE")]
    pub(crate) on: String,
}

#[derive(ClapArgs)]
pub(crate) struct SignArgs {
    #[command(flatten)]
    pub(crate) act: ActArgs,
    /// The minute reference of a body.
    #[arg(long, value_name = "REF")]
    pub(crate) minute: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) scan: Option<PathBuf>,
    /// For whom, where each row of a table has a signer: the row's name; else the signer's own.
    #[arg(long = "for", value_name = "NAME")]
    pub(crate) signer: Option<String>,
    /// Why it is recorded although a check of the procedure does not hold.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) set_aside: String,
}

#[derive(ClapArgs)]
pub(crate) struct EditionArgs {
    #[command(flatten)]
    pub(crate) of: PartArgs,
    /// Move it to the version in force; nothing typed is lost.
    #[arg(long = "move", conflicts_with = "back")]
    pub(crate) to_new: bool,
    /// Move it back to the version it was begun under.
    #[arg(long)]
    pub(crate) back: bool,
}

#[derive(ClapArgs)]
pub(crate) struct ResolveArgs {
    #[command(flatten)]
    pub(crate) of: PartArgs,
    /// The version to begin with, by its code.
    #[arg(long, value_name = "CODE")]
    pub(crate) keep: String,
    /// Complete it at once, as it is.
    #[arg(long)]
    pub(crate) complete: bool,
}

#[derive(ClapArgs)]
pub(crate) struct ReturnArgs {
    #[command(flatten)]
    pub(crate) act: ActArgs,
    /// What is wanted.
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
}
