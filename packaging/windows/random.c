/* For tests alone, never shipped: the source of random bytes.
 *
 * Wine before 9 has no bcryptprimitives.dll, which Rust's standard library needs. Where the variable SAME_RANDOM is
 * set, the bytes are the same every time: then records made on Windows and on Linux must have the same ids, and every
 * paper must be the same byte for byte. On Linux the same file is preloaded and stands for getrandom and the clock,
 * which is set by SAME_SECONDS.
 *
 *   x86_64-w64-mingw32-gcc -shared -O2 -s -o bcryptprimitives.dll random.c -ladvapi32
 *   gcc -shared -fPIC -O2 -o random.so random.c */
#include <stddef.h>
#include <stdlib.h>

#if defined(_WIN32)
#include <windows.h>
#else
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>
#endif

/* Bytes from a counter for each length, so that what the standard library draws for its own tables, a length that
 * ids do not have, changes no id. */
static void same(unsigned char *bytes, size_t length)
{
    static unsigned long long drawn[64];
    unsigned long long x = 88172645463325252ull + 0x9e3779b97f4a7c15ull * ++drawn[length % 64] + length;
    for (size_t i = 0; i < length; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        bytes[i] = (unsigned char)(x >> 24);
    }
}

#if defined(_WIN32)
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T length)
{
    char set[2];
    if (GetEnvironmentVariableA("SAME_RANDOM", set, sizeof set)) {
        same(bytes, length);
        return TRUE;
    }
    while (length) {
        ULONG part = length > 0x10000 ? 0x10000 : (ULONG)length;
        if (!SystemFunction036(bytes, part))
            return FALSE;
        bytes += part;
        length -= part;
    }
    return TRUE;
}
#else
ssize_t getrandom(void *bytes, size_t length, unsigned flags)
{
    if (!getenv("SAME_RANDOM"))
        return syscall(SYS_getrandom, bytes, length, flags);
    same(bytes, length);
    return (ssize_t)length;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    const char *seconds = getenv("SAME_SECONDS");
    if (!seconds || clock != CLOCK_REALTIME)
        return (int)syscall(SYS_clock_gettime, clock, now);
    now->tv_sec = atol(seconds);
    now->tv_nsec = 0;
    return 0;
}
#endif
