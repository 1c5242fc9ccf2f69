//! Gives the Windows programs their icon, version, manifest and a safe search for DLLs; does nothing for other systems.

use std::env;
use std::error::Error;
use std::path::PathBuf;

const BINARIES: [(&str, &str); 2] =
    [("partnership-desk", "Partnership Desk"), ("pdesk", "Partnership Desk, command line")];
const ICON: &str = "assets/icon/desk.ico";
const MANIFEST: &str = "packaging/windows/app.manifest";
const GUARD: &str = "packaging/windows/guard.c";

fn main() -> Result<(), Box<dyn Error>> {
    for file in ["packaging/build.rs", ICON, MANIFEST, GUARD] {
        println!("cargo:rerun-if-changed={file}");
    }
    if env::var("CARGO_CFG_TARGET_OS")? != "windows" {
        return Ok(());
    }
    for (binary, description) in BINARIES {
        resources(binary, description)?;
        guard(binary)?;
    }
    Ok(())
}

fn resources(binary: &str, description: &str) -> Result<(), Box<dyn Error>> {
    const BRITISH: u16 = 0x0809;
    let mut resource = winresource::WindowsResource::new();
    resource
        .set_language(BRITISH)
        .set_icon(ICON)
        .set_manifest_file(MANIFEST)
        .set("ProductName", "Partnership Desk")
        .set("FileDescription", description)
        .set("InternalName", binary)
        .set("OriginalFilename", &format!("{binary}.exe"))
        .set("LegalCopyright", "MIT licence")
        .compile_for(binary)?;
    Ok(())
}

/// Links the guard as an object, since nothing refers to it: from a library it would be left out.
fn guard(binary: &str) -> Result<(), Box<dyn Error>> {
    let objects: Vec<PathBuf> = cc::Build::new().file(GUARD).cargo_metadata(false).compile_intermediates();
    for object in objects {
        println!("cargo:rustc-link-arg-bin={binary}={}", object.display());
    }
    let more = match env::var("CARGO_CFG_TARGET_ENV")?.as_str() {
        "msvc" => "/DEPENDENTLOADFLAG:0x800",
        _ => "-lkernel32",
    };
    println!("cargo:rustc-link-arg-bin={binary}={more}");
    Ok(())
}
