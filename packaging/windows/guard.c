/* Where Windows may look for DLLs: in its own folder, and nowhere else.
 *
 * By default it looks beside the program first. A program that is run from a download folder or from a stick would
 * then load a DLL that somebody put there. Nothing of ours is a DLL, so nothing is lost. */
#include <windows.h>

#if defined(__MINGW32__)
/* For the DLLs that the program names: Windows reads this before anything runs (Windows 10 1607 and later).
 * Microsoft's linker writes it for /DEPENDENTLOADFLAG. GNU's does not know it, so load_config.py points to the section.
 * The layout is that of IMAGE_LOAD_CONFIG_DIRECTORY64. */
static const volatile struct {
    DWORD size;
    BYTE unused[74];
    WORD dependent_load_flags;
    BYTE unused_too[32];
} load_config __attribute__((section(".ldcfg"), used)) = { sizeof load_config, { 0 }, LOAD_LIBRARY_SEARCH_SYSTEM32, { 0 } };
#define FOLDERS load_config.dependent_load_flags
#else
#define FOLDERS LOAD_LIBRARY_SEARCH_SYSTEM32
#endif

/* For the DLLs that are loaded later by name, such as those of the drivers: said before main begins. */
static void guard(void)
{
    SetDefaultDllDirectories(FOLDERS | LOAD_LIBRARY_SEARCH_USER_DIRS);
}

#if defined(__MINGW32__)
static void __attribute__((constructor)) before_main(void)
{
    guard();
}
#else
#pragma section(".CRT$XCU", read)
__declspec(allocate(".CRT$XCU")) void (*before_main)(void) = guard;
#endif
