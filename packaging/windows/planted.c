/* For tests alone: a DLL that somebody put beside the program, and a program that falls for it.
 * Loaded, the DLL makes the file that the variable PLANTED names. */
#include <windows.h>
#include <stdlib.h>

#if defined(VICTIM)
int main(int count, char **words)
{
    return count > 1 && LoadLibraryA(words[1]) ? 0 : 1;
}
#else
BOOL WINAPI DllMain(HINSTANCE library, DWORD why, LPVOID more)
{
    char name[1024];
    (void)library;
    (void)more;
    if (why == DLL_PROCESS_ATTACH && GetEnvironmentVariableA("PLANTED", name, sizeof name))
        CloseHandle(CreateFileA(name, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL));
    return TRUE;
}
#endif
