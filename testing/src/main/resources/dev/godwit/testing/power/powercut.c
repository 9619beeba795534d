/*
 * A disk that forgets what was not flushed. Preloaded into a process, it keeps beside the files below one directory
 * a second copy of them, as they would be found after a power cut:
 *
 *   cc -shared -fPIC -O2 -o powercut.so powercut.c -ldl -lpthread
 *   LD_PRELOAD=powercut.so GODWIT_POWERCUT_ROOT=/dir GODWIT_POWERCUT_SHADOW=/copy program ...
 *
 * Both directories must exist, on one file system; the shadow must be empty. Kill the process with -9 whenever you
 * like: the shadow is what the power cut left. (/copy.content belongs to it: the shadow's files are links to files
 * there, one per inode.)
 *
 * The model
 * - What is below the root when the first file there is opened is durable. Once the shadow has all of that there is
 *   an empty directory /copy.whole; a process that was killed before has changed nothing below the root.
 * - Bytes and size of a file reach the shadow when fsync or fdatasync of it succeeds, before the caller is told.
 *   sync_file_range, msync, sync and syncfs flush nothing. O_SYNC and O_DSYNC are not known here.
 * - Names (files created, renamed, removed) reach the shadow when fsync of their directory succeeds, all names of
 *   that directory at once: harsher than journalling file systems, as harsh as POSIX. A name whose file was never
 *   flushed is an empty file. A new directory is durable at once; directories are not renamed.
 * - While the file GODWIT_POWERCUT_FAIL exists, fsync and fdatasync below the root fail with EIO, and what they
 *   should have flushed is never flushed later either (as on Linux: the pages count as clean after the error).
 * - Writes through mmap and stdio are not seen; a later fsync of the file brings what write(2) and its kin wrote.
 *   SQLite's -shm is such a file: it is rebuilt anyway.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MAX_FD 65536
#define BUCKETS 4096
#define MAX_RANGES 4096

#define REAL(name) ((__typeof__(&name))real(#name, &cached_##name))
#define CACHED(name) static void *cached_##name

CACHED(open); CACHED(open64); CACHED(openat); CACHED(openat64); CACHED(close);
CACHED(dup); CACHED(dup2); CACHED(dup3); CACHED(write); CACHED(writev); CACHED(pwrite); CACHED(pwrite64);
CACHED(pwritev); CACHED(pwritev64); CACHED(ftruncate); CACHED(ftruncate64); CACHED(fallocate);
CACHED(fallocate64); CACHED(posix_fallocate); CACHED(posix_fallocate64); CACHED(fsync); CACHED(fdatasync);
CACHED(unlink); CACHED(unlinkat); CACHED(remove); CACHED(rename); CACHED(renameat); CACHED(mkdir); CACHED(mkdirat);

static void *real(const char *name, void **cache) {
    if (!*cache) *cache = dlsym(RTLD_NEXT, name);
    return *cache;
}

struct range { off_t from, to; };

/* One inode below the root. Never freed: a process under test does not live long. */
struct file {
    struct file *next;
    dev_t dev;
    ino_t ino;
    long id;                /* name of its durable content */
    int gone;               /* no name left; the inode number may be somebody else's now */
    int whole;              /* too many ranges: everything is dirty */
    off_t cut_to;           /* shortest length since the last flush, -1: not cut */
    size_t count;
    struct range *ranges;
    pthread_mutex_t flush;  /* so that no flush returns while an earlier one still copies */
};

static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static struct file *buckets[BUCKETS];
static struct file *volatile fds[MAX_FD];
static long next_id = 1;
static char root[PATH_MAX], shadow[PATH_MAX];
static size_t root_length;
static const char *fail_file;
static int state; /* 0 not asked yet, 1 off, 2 on */

static void die(const char *what, const char *path) {
    char text[PATH_MAX + 200];
    int n = snprintf(text, sizeof text, "powercut: %s: %s: %s\n", what, path, strerror(errno));
    if (REAL(write)(2, text, (size_t)n) < 0) _exit(98);
    _exit(97);
}

static void content_path(char *out, long id) {
    if (snprintf(out, PATH_MAX, "%s.content/%ld", shadow, id) >= PATH_MAX) die("too long", shadow);
}

static struct file *find(dev_t dev, ino_t ino) {
    for (struct file *f = buckets[ino % BUCKETS]; f; f = f->next)
        if (f->ino == ino && f->dev == dev && !f->gone) return f;
    return NULL;
}

/* Makes the record of an inode, with an empty durable content. */
static struct file *add(dev_t dev, ino_t ino) {
    struct file *f = calloc(1, sizeof *f);
    char path[PATH_MAX];
    if (!f) die("memory", "");
    f->dev = dev;
    f->ino = ino;
    f->id = next_id++;
    f->cut_to = -1;
    pthread_mutex_init(&f->flush, NULL);
    f->next = buckets[ino % BUCKETS];
    buckets[ino % BUCKETS] = f;
    content_path(path, f->id);
    int fd = REAL(open)(path, O_CREAT | O_EXCL | O_WRONLY, 0644);
    if (fd < 0) die("content", path);
    REAL(close)(fd);
    return f;
}

static void copy_range(int in, int out, off_t from, off_t to) {
    size_t size = 1 << 16;
    char *buffer = malloc(size);
    if (!buffer) die("memory", "");
    while (from < to) {
        ssize_t got = pread(in, buffer, to - from < (off_t)size ? (size_t)(to - from) : size, from);
        if (got <= 0) break; /* beyond the end */
        for (ssize_t done = 0; done < got;) {
            ssize_t n = REAL(pwrite)(out, buffer + done, (size_t)(got - done), from + done);
            if (n < 0) die("copy", shadow);
            done += n;
        }
        from += got;
    }
    free(buffer);
}

/* Brings what is dirty in `f` into its durable content. `path` names the real file. */
static void flush_content(struct file *f, const char *path) {
    char to[PATH_MAX];
    struct stat st;
    pthread_mutex_lock(&lock);
    struct range *ranges = f->ranges;
    size_t count = f->count;
    int whole = f->whole;
    off_t cut = f->cut_to;
    f->ranges = NULL;
    f->count = 0;
    f->whole = 0;
    f->cut_to = -1;
    pthread_mutex_unlock(&lock);
    content_path(to, f->id);
    int in = REAL(open)(path, O_RDONLY | O_CLOEXEC);
    int out = REAL(open)(to, O_WRONLY | O_CLOEXEC);
    if (in < 0 || out < 0 || fstat(in, &st) < 0) die("flush", path);
    if (cut >= 0 && REAL(ftruncate)(out, cut) < 0) die("cut", to);
    if (whole) copy_range(in, out, 0, st.st_size);
    for (size_t i = 0; i < count && !whole; i++) copy_range(in, out, ranges[i].from, ranges[i].to);
    if (REAL(ftruncate)(out, st.st_size) < 0) die("size", to);
    REAL(close)(in);
    REAL(close)(out);
    free(ranges);
}

/* Everything that is there at the beginning is durable. */
static void adopt(const char *from, const char *to) {
    DIR *dir = opendir(from);
    if (!dir) die("adopt", from);
    for (struct dirent *e; (e = readdir(dir));) {
        char a[PATH_MAX], b[PATH_MAX], content[PATH_MAX];
        struct stat st;
        if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..")) continue;
        if (snprintf(a, PATH_MAX, "%s/%s", from, e->d_name) >= PATH_MAX
            || snprintf(b, PATH_MAX, "%s/%s", to, e->d_name) >= PATH_MAX)
            die("too long", from);
        if (lstat(a, &st) < 0) continue;
        if (S_ISDIR(st.st_mode)) {
            if (REAL(mkdir)(b, 0755) < 0) die("adopt", b);
            adopt(a, b);
        } else if (S_ISREG(st.st_mode)) {
            struct file *f = find(st.st_dev, st.st_ino);
            if (!f) f = add(st.st_dev, st.st_ino);
            f->whole = 1;
            flush_content(f, a);
            content_path(content, f->id);
            if (link(content, b) < 0) die("adopt (is the shadow empty?)", b);
        }
    }
    closedir(dir);
}

static int below_root(const char *path) {
    return !strncmp(path, root, root_length) && (path[root_length] == '/' || !path[root_length]);
}

/* Whether the shim is on; `lock` is held. */
static int on(void) {
    if (state == 0) {
        const char *r = getenv("GODWIT_POWERCUT_ROOT"), *s = getenv("GODWIT_POWERCUT_SHADOW");
        state = 1;
        if (r && s) {
            if (!realpath(r, root)) die("root", r);
            if (!realpath(s, shadow)) die("shadow", s);
            root_length = strlen(root);
            fail_file = getenv("GODWIT_POWERCUT_FAIL");
            state = 2;
        }
    }
    return state == 2;
}

/* Copies the beginning, once, when the first file below the root is about to be used; `lock` is held. */
static void begin(void) {
    static int begun;
    char content[PATH_MAX], whole[PATH_MAX];
    if (begun) return;
    begun = 1;
    if (snprintf(content, PATH_MAX, "%s.content", shadow) >= PATH_MAX) die("too long", shadow);
    if (REAL(mkdir)(content, 0755) < 0) die("content (left over from another run?)", content);
    adopt(root, shadow);
    if (snprintf(whole, PATH_MAX, "%s.whole", shadow) >= PATH_MAX) die("too long", shadow);
    if (REAL(mkdir)(whole, 0755) < 0) die("whole", whole);
}

static int path_of(int fd, char *out) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, out, PATH_MAX - 1);
    if (n <= 0) return 0;
    out[n] = 0;
    return below_root(out);
}

/* The real path of the directory in which `path` lies, if it is below the root. */
static int parent_below_root(int dirfd, const char *path) {
    char full[PATH_MAX], resolved[PATH_MAX];
    if (path[0] == '/' || dirfd == AT_FDCWD) {
        if (snprintf(full, PATH_MAX, "%s", path) >= PATH_MAX) return 0;
    } else if (snprintf(full, PATH_MAX, "/proc/self/fd/%d/%s", dirfd, path) >= PATH_MAX) {
        return 0;
    }
    char *slash = strrchr(full, '/');
    if (!slash) strcpy(full, ".");
    else if (slash == full) full[1] = 0;
    else *slash = 0;
    return realpath(full, resolved) && below_root(resolved);
}

/* Before an open: begins if it must, and says whether the file is there already. */
static int before_open(int dirfd, const char *path, int flags) {
    struct stat st;
    int saved = errno, exists = 1;
    pthread_mutex_lock(&lock);
    if (on() && parent_below_root(dirfd, path)) {
        begin();
        if (flags & O_CREAT) exists = fstatat(dirfd, path, &st, 0) == 0;
    }
    pthread_mutex_unlock(&lock);
    errno = saved;
    return exists;
}

static int opened(int fd, int existed, int flags) {
    char path[PATH_MAX];
    struct stat st;
    if (fd < 0 || fd >= MAX_FD) return fd;
    int saved = errno;
    pthread_mutex_lock(&lock);
    fds[fd] = NULL;
    if (on() && path_of(fd, path) && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
        begin();
        struct file *f = find(st.st_dev, st.st_ino);
        if (f && !existed) {
            f->gone = 1;
            f = NULL;
        }
        if (!f) f = add(st.st_dev, st.st_ino);
        if (flags & O_TRUNC) f->cut_to = 0;
        fds[fd] = f;
    }
    pthread_mutex_unlock(&lock);
    errno = saved;
    return fd;
}

static struct file *tracked(int fd) { return fd >= 0 && fd < MAX_FD ? fds[fd] : NULL; }

/* `lock` is held. */
static void dirty(struct file *f, off_t from, off_t to) {
    if (f->whole || to <= from) return;
    if (f->count) {
        struct range *last = &f->ranges[f->count - 1];
        if (from >= last->from && from <= last->to) {
            if (to > last->to) last->to = to;
            return;
        }
    }
    if (f->count == MAX_RANGES) {
        f->whole = 1;
        return;
    }
    if (!f->ranges && !(f->ranges = malloc(MAX_RANGES * sizeof *f->ranges))) die("memory", "");
    f->ranges[f->count++] = (struct range){from, to};
}

/* After a write of `n` bytes; at < 0: at the descriptor's position, which is behind them now. */
static ssize_t wrote(int fd, ssize_t n, off_t at) {
    struct file *f = tracked(fd);
    if (f && n > 0) {
        int saved = errno;
        if (at < 0) at = lseek(fd, 0, SEEK_CUR) - n;
        pthread_mutex_lock(&lock);
        if (at < 0) f->whole = 1;
        else dirty(f, at, at + n);
        pthread_mutex_unlock(&lock);
        errno = saved;
    }
    return n;
}

static void cut(int fd, off_t to) {
    struct file *f = tracked(fd);
    if (!f) return;
    pthread_mutex_lock(&lock);
    if (f->cut_to < 0 || to < f->cut_to) f->cut_to = to;
    pthread_mutex_unlock(&lock);
}

/* The names in a directory become those of the real one. */
static void flush_names(const char *real_dir) {
    char to[PATH_MAX], a[PATH_MAX], b[PATH_MAX], content[PATH_MAX];
    if (snprintf(to, PATH_MAX, "%s%s", shadow, real_dir + root_length) >= PATH_MAX) die("too long", real_dir);
    pthread_mutex_lock(&lock);
    DIR *dir = opendir(real_dir);
    if (!dir) die("names", real_dir);
    for (struct dirent *e; (e = readdir(dir));) {
        struct stat st, old, want;
        if (snprintf(a, PATH_MAX, "%s/%s", real_dir, e->d_name) >= PATH_MAX
            || snprintf(b, PATH_MAX, "%s/%s", to, e->d_name) >= PATH_MAX)
            die("too long", real_dir);
        if (lstat(a, &st) < 0 || !S_ISREG(st.st_mode)) continue;
        struct file *f = find(st.st_dev, st.st_ino);
        if (!f) f = add(st.st_dev, st.st_ino);
        content_path(content, f->id);
        if (lstat(content, &want) < 0) die("names", content);
        if (lstat(b, &old) == 0 && old.st_ino == want.st_ino) continue;
        /* A rename replaces in one step, so the shadow does too. */
        char draft[PATH_MAX];
        if (snprintf(draft, PATH_MAX, "%s.content/name", shadow) >= PATH_MAX) die("too long", shadow);
        REAL(unlink)(draft);
        if (link(content, draft) < 0 || REAL(rename)(draft, b) < 0) die("names", b);
    }
    closedir(dir);
    dir = opendir(to);
    if (!dir) die("names", to);
    for (struct dirent *e; (e = readdir(dir));) {
        struct stat st;
        if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..")) continue;
        if (snprintf(a, PATH_MAX, "%s/%s", real_dir, e->d_name) >= PATH_MAX
            || snprintf(b, PATH_MAX, "%s/%s", to, e->d_name) >= PATH_MAX)
            die("too long", real_dir);
        if (lstat(a, &st) < 0 && REAL(remove)(b) < 0) die("names", b);
    }
    closedir(dir);
    pthread_mutex_unlock(&lock);
}

static int flushed(int fd, int (*flush)(int)) {
    char path[PATH_MAX];
    struct stat st;
    pthread_mutex_lock(&lock);
    int ours = on() && path_of(fd, path) && fstat(fd, &st) == 0;
    struct file *f = NULL;
    /* A file whose name is gone still has its record under the descriptor. */
    if (!ours && state == 2 && (f = tracked(fd)) && fstat(fd, &st) == 0 && f->ino == st.st_ino) ours = 1;
    if (ours && S_ISREG(st.st_mode) && !f) {
        begin();
        f = find(st.st_dev, st.st_ino);
        if (!f) f = tracked(fd);
        if (!f) {
            f = add(st.st_dev, st.st_ino);
            f->whole = 1;
        }
    }
    pthread_mutex_unlock(&lock);
    if (!ours) return flush(fd);
    if (fail_file && access(fail_file, F_OK) == 0) {
        if (f) {
            pthread_mutex_lock(&lock);
            f->count = 0;
            f->whole = 0;
            f->cut_to = -1;
            pthread_mutex_unlock(&lock);
        }
        errno = EIO;
        return -1;
    }
    if (f) {
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        pthread_mutex_lock(&f->flush);
        int result = flush(fd);
        if (result == 0) flush_content(f, path);
        pthread_mutex_unlock(&f->flush);
        return result;
    }
    int result = flush(fd);
    if (result == 0 && S_ISDIR(st.st_mode)) {
        pthread_mutex_lock(&lock);
        begin();
        pthread_mutex_unlock(&lock);
        flush_names(path);
    }
    return result;
}

/* Before a name goes or is replaced: the inode number of a file without names may come again. */
static struct file *losing_name(int dirfd, const char *path) {
    struct stat st;
    struct file *f = NULL;
    int saved = errno;
    pthread_mutex_lock(&lock);
    if (on() && parent_below_root(dirfd, path) && fstatat(dirfd, path, &st, AT_SYMLINK_NOFOLLOW) == 0
        && S_ISREG(st.st_mode) && st.st_nlink == 1) {
        begin();
        f = find(st.st_dev, st.st_ino);
    }
    pthread_mutex_unlock(&lock);
    errno = saved;
    return f;
}

static int lost_name(struct file *f, int result) {
    if (f && result == 0) {
        pthread_mutex_lock(&lock);
        f->gone = 1;
        pthread_mutex_unlock(&lock);
    }
    return result;
}

static int made_directory(int dirfd, const char *path, int result) {
    char full[PATH_MAX], resolved[PATH_MAX], to[PATH_MAX];
    if (result != 0) return result;
    int saved = errno;
    pthread_mutex_lock(&lock);
    if (on() && parent_below_root(dirfd, path)) {
        begin();
        if (path[0] == '/' || dirfd == AT_FDCWD) snprintf(full, PATH_MAX, "%s", path);
        else snprintf(full, PATH_MAX, "/proc/self/fd/%d/%s", dirfd, path);
        if (realpath(full, resolved) && snprintf(to, PATH_MAX, "%s%s", shadow, resolved + root_length) < PATH_MAX
            && REAL(mkdir)(to, 0755) < 0 && errno != EEXIST)
            die("mkdir", to);
    }
    pthread_mutex_unlock(&lock);
    errno = saved;
    return result;
}

#define MODE(flags, mode)                          \
    mode_t mode = 0;                               \
    if ((flags) & (O_CREAT | __O_TMPFILE)) {       \
        va_list arguments;                         \
        va_start(arguments, flags);                \
        mode = va_arg(arguments, mode_t);          \
        va_end(arguments);                         \
    }

int open(const char *path, int flags, ...) {
    MODE(flags, mode)
    int existed = before_open(AT_FDCWD, path, flags);
    return opened(REAL(open)(path, flags, mode), existed, flags);
}

int open64(const char *path, int flags, ...) {
    MODE(flags, mode)
    int existed = before_open(AT_FDCWD, path, flags);
    return opened(REAL(open64)(path, flags, mode), existed, flags);
}

int openat(int dirfd, const char *path, int flags, ...) {
    MODE(flags, mode)
    int existed = before_open(dirfd, path, flags);
    return opened(REAL(openat)(dirfd, path, flags, mode), existed, flags);
}

int openat64(int dirfd, const char *path, int flags, ...) {
    MODE(flags, mode)
    int existed = before_open(dirfd, path, flags);
    return opened(REAL(openat64)(dirfd, path, flags, mode), existed, flags);
}

int creat(const char *path, mode_t mode) { return open(path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return open64(path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

/* What programs compiled with _FORTIFY_SOURCE call instead. */
int __open_2(const char *path, int flags) { return open(path, flags); }
int __open64_2(const char *path, int flags) { return open64(path, flags); }

int close(int fd) {
    if (fd >= 0 && fd < MAX_FD) fds[fd] = NULL;
    return REAL(close)(fd);
}

static int copied(int from, int to) {
    if (to >= 0 && to < MAX_FD) fds[to] = tracked(from);
    return to;
}

int dup(int fd) { return copied(fd, REAL(dup)(fd)); }
int dup2(int fd, int to) { return copied(fd, REAL(dup2)(fd, to)); }
int dup3(int fd, int to, int flags) { return copied(fd, REAL(dup3)(fd, to, flags)); }

ssize_t write(int fd, const void *bytes, size_t n) { return wrote(fd, REAL(write)(fd, bytes, n), -1); }
ssize_t writev(int fd, const struct iovec *v, int n) { return wrote(fd, REAL(writev)(fd, v, n), -1); }
ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at) { return wrote(fd, REAL(pwrite)(fd, bytes, n, at), at); }
ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at) {
    return wrote(fd, REAL(pwrite64)(fd, bytes, n, at), at);
}
ssize_t pwritev(int fd, const struct iovec *v, int n, off_t at) { return wrote(fd, REAL(pwritev)(fd, v, n, at), at); }
ssize_t pwritev64(int fd, const struct iovec *v, int n, off64_t at) {
    return wrote(fd, REAL(pwritev64)(fd, v, n, at), at);
}

int ftruncate(int fd, off_t to) {
    int result = REAL(ftruncate)(fd, to);
    if (result == 0) cut(fd, to);
    return result;
}

int ftruncate64(int fd, off64_t to) {
    int result = REAL(ftruncate64)(fd, to);
    if (result == 0) cut(fd, to);
    return result;
}

/* Allocating changes no byte but may punch or zero: then the range is as good as written. */
int fallocate(int fd, int mode, off_t at, off_t n) {
    int result = REAL(fallocate)(fd, mode, at, n);
    if (result == 0 && (mode & ~FALLOC_FL_KEEP_SIZE)) wrote(fd, n, at);
    return result;
}

int fallocate64(int fd, int mode, off64_t at, off64_t n) {
    int result = REAL(fallocate64)(fd, mode, at, n);
    if (result == 0 && (mode & ~FALLOC_FL_KEEP_SIZE)) wrote(fd, n, at);
    return result;
}

int posix_fallocate(int fd, off_t at, off_t n) { return REAL(posix_fallocate)(fd, at, n); }
int posix_fallocate64(int fd, off64_t at, off64_t n) { return REAL(posix_fallocate64)(fd, at, n); }

int fsync(int fd) { return flushed(fd, REAL(fsync)); }
int fdatasync(int fd) { return flushed(fd, REAL(fdatasync)); }

int unlink(const char *path) {
    struct file *f = losing_name(AT_FDCWD, path);
    return lost_name(f, REAL(unlink)(path));
}
int unlinkat(int dirfd, const char *path, int flags) {
    struct file *f = losing_name(dirfd, path);
    return lost_name(f, REAL(unlinkat)(dirfd, path, flags));
}
int remove(const char *path) {
    struct file *f = losing_name(AT_FDCWD, path);
    return lost_name(f, REAL(remove)(path));
}
int rename(const char *from, const char *to) {
    struct file *f = losing_name(AT_FDCWD, to);
    return lost_name(f, REAL(rename)(from, to));
}
int renameat(int from_dir, const char *from, int to_dir, const char *to) {
    struct file *f = losing_name(to_dir, to);
    return lost_name(f, REAL(renameat)(from_dir, from, to_dir, to));
}

int mkdir(const char *path, mode_t mode) { return made_directory(AT_FDCWD, path, REAL(mkdir)(path, mode)); }
int mkdirat(int dirfd, const char *path, mode_t mode) {
    return made_directory(dirfd, path, REAL(mkdirat)(dirfd, path, mode));
}
